internal import CKernels

/// Operations on rows as distributions; a block is here a matrix with `columns` columns, row by row.
extension Block {
    @inline(__always) private var kernels: UnsafePointer<kernels> { S.kernels.table }

    @inline(__always) private func rows(of columns: Int) -> Int {
        precondition(columns > 0 && count % columns == 0, "rows of another length than the matrix's")
        return count / columns
    }

    /// y ← the softmax of each row of z; this block is y and may be z.
    ///
    /// If causal, the block consists of square matrices, one after another; row i of each uses the columns 0…i, and
    /// the rest is 0.
    public func setSoftmax(of z: Block, columns: Int, causal: Bool = false) {
        require(z)
        kernels.pointee.softmax(start, z.start, causal ? 1 : 0, rows(of: columns), columns)
    }

    /// s ← y·(v − Σ y·v) in each row: the softmax's tangent for v = ż and its adjoint for v = ȳ; this block may be v.
    public func setSoftmaxDerivative(_ v: Block, at y: Block, columns: Int) {
        require(v)
        require(y)
        kernels.pointee.softmax_derivative(start, v.start, y.start, rows(of: columns), columns)
    }

    /// The tangent of the softmax's adjoint: ẏ·(ȳ − Σ y·ȳ) + y·(ẏ̄ − Σ (ẏ·ȳ + y·ẏ̄)) in each row; this block may be ẏ̄.
    public func setSoftmaxBackwardTangent(_ ybardot: Block, _ ybar: Block, at y: Block, _ ydot: Block, columns: Int) {
        require(ybardot)
        require(ybar)
        require(y)
        require(ydot)
        kernels.pointee.softmax_backward_tangent(
            start,
            ybardot.start,
            ybar.start,
            y.start,
            ydot.start,
            rows(of: columns),
            columns
        )
    }

    /// s ← log Σ exp z over each row of z, with one element for each row.
    public func setLogSumExp(ofRowsOf z: Block) {
        guard count > 0 else { return }
        precondition(z.count % count == 0 && z.count > 0, "rows of another length than the matrix's")
        kernels.pointee.log_sum_exp(start, z.start, count, z.count / count)
    }
}
