internal import CKernels

/// A view of a matrix in memory, stored row by row, possibly transposed.
struct Matrix<S: Scalar> {
    let start: UnsafeMutablePointer<S>
    /// The extents as stored in memory.
    private let storedRows: Int, storedColumns: Int
    /// The distance between two stored rows, in elements.
    private let stride: Int
    private var isTransposed = false

    /// `rows` × `columns` numbers from `start` on; rows are `stride` apart, by default without gaps.
    init(_ start: UnsafeMutablePointer<S>, _ rows: Int, _ columns: Int, stride: Int? = nil) {
        self.start = start
        storedRows = rows
        storedColumns = columns
        self.stride = stride ?? columns
    }

    /// All numbers of a block, as rows of `columns` elements.
    init(_ block: Block<S>, columns: Int) {
        self.init(block.start, block.count / columns, columns)
    }

    var rows: Int { isTransposed ? storedColumns : storedRows }
    var columns: Int { isTransposed ? storedRows : storedColumns }

    /// The same numbers read as the transposed matrix.
    var transposed: Matrix {
        var copy = self
        copy.isTransposed.toggle()
        return copy
    }

    /// Sets this matrix to a·b, or adds a·b to it when `beta` is 1.
    ///
    /// For vectors, the routines for vectors are used, which need no packing.
    func set(_ a: Matrix, times b: Matrix, beta: Double = 0, factor: Double = 1) {
        assert(a.rows == rows && b.columns == columns && a.columns == b.rows && !isTransposed)
        if columns == 1, b.isColumn, isColumn {
            a.apply(to: b.start, factor, beta, into: start)
        } else if rows == 1, a.isRow {
            // (a·b)ᵀ = bᵀ·aᵀ
            b.transposed.apply(to: a.start, factor, beta, into: start)
        } else if rows * columns * a.columns <= Self.smallest, !(a.isTransposed && b.isTransposed) {
            setSmall(a, times: b, beta: beta, factor: factor)
        } else {
            S.gemm(
                transposed: a.isTransposed,
                b.isTransposed,
                rows,
                columns,
                a.columns,
                factor,
                a.start,
                a.stride,
                b.start,
                b.stride,
                beta,
                start,
                stride
            )
        }
    }

    /// The number of multiplications up to which the library's preparations take longer than the work.
    private static var smallest: Int { 2_048 }

    private func setSmall(_ a: Matrix, times b: Matrix, beta: Double, factor: Double) {
        let kernels = S.kernels.table.pointee
        if b.isTransposed {
            kernels.small_product_transposed(
                start,
                stride,
                beta,
                factor,
                a.start,
                a.stride,
                b.start,
                b.stride,
                rows,
                a.columns,
                columns
            )
        } else {
            let (row, inner) = a.isTransposed ? (1, a.stride) : (a.stride, 1)
            kernels.small_product(
                start,
                stride,
                beta,
                factor,
                a.start,
                row,
                inner,
                b.start,
                b.stride,
                rows,
                a.columns,
                columns
            )
        }
    }

    private func apply(
        to x: UnsafeMutablePointer<S>,
        _ factor: Double,
        _ beta: Double,
        into y: UnsafeMutablePointer<S>
    ) {
        S.gemv(transposed: isTransposed, storedRows, storedColumns, factor, start, stride, x, beta, y)
    }

    /// Whether it is one column with contiguous elements.
    private var isColumn: Bool { isTransposed ? storedRows == 1 : storedColumns == 1 && stride == 1 }
    /// Whether it is one row with contiguous elements.
    private var isRow: Bool { transposed.isColumn }
}
