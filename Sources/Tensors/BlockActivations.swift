internal import CKernels

/// Activations of a matrix's rows, and their derivatives.
///
/// A block is here a matrix, row by row, with as many columns as the bias, the column sums or the weights have
/// elements. y = f(z + bias) is an activation. A bar marks an adjoint (the derivative of the loss with respect to a
/// quantity), a dot a tangent (the derivative of a quantity along a direction). Both together mark the tangent of the
/// adjoint, as in products with the Hessian (Pearlmutter 1994).
extension Block {
    @inline(__always) private var kernels: UnsafePointer<kernels> { S.kernels.table }

    /// The rows and columns of this block, given a row with one element for each column; one row if that is nil.
    @inline(__always) private func shape(by row: Block?) -> (rows: Int, columns: Int) {
        guard let row, row.count > 0 else { return (1, count) }
        precondition(count % row.count == 0, "rows of another length than the matrix's")
        return (count / row.count, row.count)
    }

    /// z ← z + bias in each row; this block is z.
    public func addRow(_ bias: Block) {
        let (rows, columns) = shape(by: bias)
        kernels.pointee.add_bias(start, bias.start, rows, columns)
    }

    /// s ← Σ over the rows of x, or s + Σ; this block has as many elements as x has columns.
    ///
    /// As in all column sums here, 32 rows at a time are summed in the block's precision, and these sums are then
    /// added.
    public func setColumnSums(of x: Block, accumulate: Bool = false) {
        let (rows, columns) = x.shape(by: self)
        kernels.pointee.column_sums(start, x.start, accumulate ? 1 : 0, rows, columns)
    }

    /// z ← tanh(z + bias), to 2.5 units of the last place; this block is z.
    public func tanh(adding bias: Block? = nil) {
        let (rows, columns) = shape(by: bias)
        kernels.pointee.tanh_bias(start, bias?.start, rows, columns)
    }

    /// z̄ ← ȳ·(1 − y²) for y = tanh z, with the column sums of z̄; this block is z̄ and may be ȳ.
    public func setTanhBackward(_ ybar: Block, at y: Block, columnSums: Block? = nil, accumulate: Bool = false) {
        require(ybar)
        require(y)
        let (rows, columns) = shape(by: columnSums)
        let (sums, adds): (_, Int32) = (columnSums?.start, accumulate ? 1 : 0)
        kernels.pointee.tanh_backward(start, ybar.start, y.start, sums, adds, rows, columns)
    }

    /// ẏ ← (1 − y²)·(ż + ḃ) for y = tanh(z + b); this block is ẏ and may be ż.
    public func setTanhTangent(_ zdot: Block, addingRow biasdot: Block? = nil, at y: Block) {
        require(zdot)
        require(y)
        let (rows, columns) = shape(by: biasdot)
        kernels.pointee.tanh_tangent(start, zdot.start, biasdot?.start, y.start, rows, columns)
    }

    /// The tangent of `setTanhBackward`: (1 − y²)·ẏ̄ − 2y·ẏ·ȳ, with its column sums; this block may be ẏ̄.
    public func setTanhBackwardTangent(
        _ ybardot: Block,
        _ ybar: Block,
        at y: Block,
        _ ydot: Block,
        columnSums: Block? = nil,
        accumulate: Bool = false
    ) {
        require(ybardot)
        require(ybar)
        require(y)
        require(ydot)
        let (rows, columns) = shape(by: columnSums)
        let (sums, adds): (_, Int32) = (columnSums?.start, accumulate ? 1 : 0)
        kernels.pointee.tanh_backward_tangent(
            start,
            ybardot.start,
            ybar.start,
            y.start,
            ydot.start,
            sums,
            adds,
            rows,
            columns
        )
    }

    /// `setTanhBackward` for ȳ = o⊗w, which is not stored: o has one element for each row, w one for each column.
    public func setTanhBackward(
        outer o: Block,
        _ w: Block,
        at y: Block,
        columnSums: Block? = nil,
        accumulate: Bool = false
    ) {
        require(y)
        requireOuter(o, w, columnSums)
        let (sums, adds): (_, Int32) = (columnSums?.start, accumulate ? 1 : 0)
        kernels.pointee.tanh_backward_outer(start, o.start, w.start, y.start, sums, adds, o.count, w.count)
    }

    /// `setTanhBackwardTangent` for ȳ = o⊗w and its tangent ȯ⊗w + o⊗ẇ, neither of which is stored.
    public func setTanhBackwardTangent(
        outer o: Block,
        _ w: Block,
        tangents odot: Block,
        _ wdot: Block,
        at y: Block,
        _ ydot: Block,
        columnSums: Block? = nil,
        accumulate: Bool = false
    ) {
        require(y)
        require(ydot)
        o.require(odot)
        w.require(wdot)
        requireOuter(o, w, columnSums)
        let (sums, adds): (_, Int32) = (columnSums?.start, accumulate ? 1 : 0)
        kernels.pointee.tanh_backward_tangent_outer(
            start,
            o.start,
            w.start,
            odot.start,
            wdot.start,
            y.start,
            ydot.start,
            sums,
            adds,
            o.count,
            w.count
        )
    }

    @inline(__always) private func requireOuter(_ o: Block, _ w: Block, _ columnSums: Block?) {
        precondition(o.count * w.count == count, "an outer product of another shape")
        if let columnSums { w.require(columnSums) }
    }

    /// z ← max(z + bias, 0); this block is z.
    public func relu(adding bias: Block? = nil) {
        let (rows, columns) = shape(by: bias)
        kernels.pointee.relu_bias(start, bias?.start, rows, columns)
    }

    /// z̄ ← ȳ where y > 0, else 0, with the column sums of z̄; this block is z̄ and may be ȳ.
    ///
    /// It is its own tangent: with ẏ̄ instead of ȳ it gives the tangent of z̄.
    public func setReluBackward(_ ybar: Block, at y: Block, columnSums: Block? = nil, accumulate: Bool = false) {
        require(ybar)
        require(y)
        let (rows, columns) = shape(by: columnSums)
        let (sums, adds): (_, Int32) = (columnSums?.start, accumulate ? 1 : 0)
        kernels.pointee.relu_backward(start, ybar.start, y.start, sums, adds, rows, columns)
    }

    /// ẏ ← ż + ḃ where y > 0, else 0; this block is ẏ and may be ż.
    public func setReluTangent(_ zdot: Block, addingRow biasdot: Block? = nil, at y: Block) {
        require(zdot)
        require(y)
        let (rows, columns) = shape(by: biasdot)
        kernels.pointee.relu_tangent(start, zdot.start, biasdot?.start, y.start, rows, columns)
    }
}

/// Activations that store their first and second derivatives.
extension Block {
    /// y ← sin(z + bias), with its derivatives cos and −sin if requested; this block is y and may be z.
    ///
    /// All are accurate to one unit of the last place. Arguments beyond 8·10⁵ are passed to the C library one by one;
    /// their last bits may depend on the platform.
    public func setSine(of z: Block, adding bias: Block? = nil, first: Block? = nil, second: Block? = nil) {
        requireDerivatives(z, first, second)
        let (rows, columns) = shape(by: bias)
        kernels.pointee.sin_bias(start, z.start, bias?.start, first?.start, second?.start, rows, columns)
    }

    /// y ← x·Φ(x) at x = z + bias, with the derivatives Φ + x·φ and φ·(2 − x²) if requested; this block is y and may
    /// be z.
    ///
    /// This is the exact form of GELU (Hendrycks and Gimpel 2016). y is accurate to 8 units of the last place in
    /// double precision, also far below zero, and to one in single precision.
    public func setGELU(of z: Block, adding bias: Block? = nil, first: Block? = nil, second: Block? = nil) {
        requireDerivatives(z, first, second)
        let (rows, columns) = shape(by: bias)
        kernels.pointee.gelu_bias(start, z.start, bias?.start, first?.start, second?.start, rows, columns)
    }

    @inline(__always) private func requireDerivatives(_ z: Block, _ first: Block?, _ second: Block?) {
        require(z)
        if let first { require(first) }
        if let second { require(second) }
    }

    /// ẏ ← f′·(ż + ḃ); this block is ẏ and must not be ż, to which ḃ is added for `setDerivativeBackwardTangent`.
    public func setDerivativeTangent(_ zdot: Block, addingRow biasdot: Block? = nil, first: Block) {
        require(zdot)
        require(first)
        precondition(biasdot == nil || zdot.start != start, "the tangent before the activation is still needed")
        let (rows, columns) = shape(by: biasdot)
        kernels.pointee.derivative_tangent(start, zdot.start, biasdot?.start, first.start, rows, columns)
    }

    /// z̄ ← f′·ȳ, with the column sums of z̄; this block is z̄ and may be ȳ.
    public func setDerivativeBackward(
        _ ybar: Block,
        first: Block,
        columnSums: Block? = nil,
        accumulate: Bool = false
    ) {
        require(ybar)
        require(first)
        let (rows, columns) = shape(by: columnSums)
        let (sums, adds): (_, Int32) = (columnSums?.start, accumulate ? 1 : 0)
        kernels.pointee.derivative_backward(start, ybar.start, first.start, sums, adds, rows, columns)
    }

    /// The tangent of `setDerivativeBackward`: f′·ẏ̄ + f″·ż·ȳ, ż with the bias's tangent, and its column sums; this block
    /// may be ẏ̄.
    public func setDerivativeBackwardTangent(
        _ ybardot: Block,
        _ ybar: Block,
        zdot: Block,
        first: Block,
        second: Block,
        columnSums: Block? = nil,
        accumulate: Bool = false
    ) {
        require(ybardot)
        require(ybar)
        require(zdot)
        require(first)
        require(second)
        let (rows, columns) = shape(by: columnSums)
        let (sums, adds): (_, Int32) = (columnSums?.start, accumulate ? 1 : 0)
        kernels.pointee.derivative_backward_tangent(
            start,
            ybardot.start,
            ybar.start,
            zdot.start,
            first.start,
            second.start,
            sums,
            adds,
            rows,
            columns
        )
    }
}
