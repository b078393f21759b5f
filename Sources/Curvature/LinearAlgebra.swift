import CBLAS

/// Vectors stored as rows, one after another, and the few products with them that the tracker needs.
///
/// All operations on long vectors use the linear algebra library, as matrix times vector wherever possible, so that
/// each row is read rarely.
struct VectorRows: ~Copyable {
    let capacity: Int
    /// The number of elements of a row.
    let dimension: Int
    private let start: UnsafeMutablePointer<Double>

    /// Allocates rows of zeros.
    init(capacity: Int, dimension: Int) {
        _ = LinearAlgebra.singleThread
        self.capacity = capacity
        self.dimension = dimension
        start = .allocate(capacity: capacity * dimension)
        start.initialize(repeating: 0, count: capacity * dimension)
    }

    deinit { start.deallocate() }

    subscript(_ row: Int) -> UnsafeMutablePointer<Double> { start + row * dimension }

    /// The inner products of the first `count` rows with a vector.
    func project(_ vector: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        products.update(repeating: 0, count: count)
        forEachPiece { at, length in
            let (rows, columns, leading) = (Int32(count), Int32(length), Int32(dimension))
            cblas_dgemv(
                CblasRowMajor,
                CblasNoTrans,
                rows,
                columns,
                1,
                start + at,
                leading,
                vector + at,
                1,
                1,
                products,
                1
            )
        }
    }

    /// vector = keep·vector + factor·Σ weightᵢ·rowᵢ over the first `count` rows.
    func combine(
        _ weights: UnsafePointer<Double>,
        count: Int,
        times factor: Double = 1,
        keeping keep: Double = 0,
        into vector: UnsafeMutablePointer<Double>
    ) {
        forEachPiece { at, length in
            let (rows, columns, leading) = (Int32(count), Int32(length), Int32(dimension))
            // Zero times NaN is not zero, so the vector is cleared first.
            if keep == 0 { LinearAlgebra.clear(vector + at, count: length) }
            cblas_dgemv(
                CblasRowMajor,
                CblasTrans,
                rows,
                columns,
                factor,
                start + at,
                leading,
                weights,
                1,
                keep,
                vector + at,
                1
            )
        }
    }

    /// Splits the rows into pieces so short that a piece of the vector stays in the first-level cache.
    private func forEachPiece(_ body: (_ at: Int, _ length: Int) -> Void) {
        for at in Swift.stride(from: 0, to: dimension, by: 1024) { body(at, min(1024, dimension - at)) }
    }
}

/// Operations on single vectors, and settings of the library.
enum LinearAlgebra {
    /// Limits the library to one thread: more would be slower for small matrices, and would make the last bits depend
    /// on their number.
    static let singleThread: Void = openblas_set_num_threads(1)

    /// Scales a vector to unit length and returns its former length; a length that cannot be divided by leaves it
    /// unchanged.
    static func normalize(_ vector: UnsafeMutablePointer<Double>, count: Int) -> Double {
        let length = cblas_dnrm2(Int32(count), vector, 1)
        if length > 1e-290, length.isFinite { cblas_dscal(Int32(count), 1 / length, vector, 1) }
        return length
    }

    static func scale(_ vector: UnsafeMutablePointer<Double>, by factor: Double, count: Int) {
        cblas_dscal(Int32(count), factor, vector, 1)
    }

    static func add(
        _ vector: UnsafePointer<Double>,
        times factor: Double,
        to sum: UnsafeMutablePointer<Double>,
        count: Int
    ) {
        cblas_daxpy(Int32(count), factor, vector, 1, sum, 1)
    }

    static func length(_ vector: UnsafePointer<Double>, count: Int) -> Double {
        cblas_dnrm2(Int32(count), vector, 1)
    }

    static func clear(_ vector: UnsafeMutablePointer<Double>, count: Int) {
        vector.update(repeating: 0, count: count)
    }

    static func copy(_ vector: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, count: Int) {
        target.update(from: vector, count: count)
    }
}
