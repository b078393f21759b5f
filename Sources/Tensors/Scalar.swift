internal import CBLAS
internal import CKernels

/// A floating-point precision in which the numeric core computes: `Double` or `Float`.
public protocol Scalar: BinaryFloatingPoint, Sendable {
    /// The name as reports write it: `float64` or `float32`.
    static var name: String { get }

    /// The vector kernels of this precision.
    static var kernels: Kernels { get }

    /// c ← a·op(A)·op(B) + b·c, all matrices row by row (BLAS gemm).
    ///
    /// op(A) is rows × inner, op(B) inner × columns, c rows × columns; a leading dimension is the distance of two rows.
    static func gemm(
        transposed: (Bool, Bool),
        rows: Int,
        columns: Int,
        inner: Int,
        scale a: Double,
        _ left: UnsafePointer<Self>,
        leading leftLeading: Int,
        _ right: UnsafePointer<Self>,
        leading rightLeading: Int,
        keeping b: Double,
        into c: UnsafeMutablePointer<Self>,
        leading: Int
    )

    /// y ← a·op(A)·x + b·y with A rows × columns, row by row (BLAS gemv).
    static func gemv(
        transposed: Bool,
        rows: Int,
        columns: Int,
        scale a: Double,
        _ matrix: UnsafePointer<Self>,
        leading: Int,
        _ x: UnsafePointer<Self>,
        keeping b: Double,
        into y: UnsafeMutablePointer<Self>
    )

    /// A ← A + a·x·yᵀ with A rows × columns, row by row (BLAS ger).
    static func ger(
        rows: Int,
        columns: Int,
        scale a: Double,
        _ x: UnsafePointer<Self>,
        _ y: UnsafePointer<Self>,
        into matrix: UnsafeMutablePointer<Self>,
        leading: Int
    )
}

/// The vector kernels of one precision, as `Block` calls them; opaque, so that importers need no C module.
public struct Kernels: @unchecked Sendable {
    let table: UnsafePointer<kernels>
}

/// Threads of the library's own would slow small matrices down, and change last bits with their number.
private let singleThread: Void = openblas_set_num_threads(1)

extension Double: Scalar {
    public static var name: String { "float64" }

    public static var kernels: Kernels { Kernels(table: kernels_for_double()) }

    public static func gemm(
        transposed: (Bool, Bool),
        rows: Int,
        columns: Int,
        inner: Int,
        scale a: Double,
        _ left: UnsafePointer<Double>,
        leading leftLeading: Int,
        _ right: UnsafePointer<Double>,
        leading rightLeading: Int,
        keeping b: Double,
        into c: UnsafeMutablePointer<Double>,
        leading: Int
    ) {
        _ = singleThread
        cblas_dgemm(
            CblasRowMajor,
            transposed.0 ? CblasTrans : CblasNoTrans,
            transposed.1 ? CblasTrans : CblasNoTrans,
            Int32(rows),
            Int32(columns),
            Int32(inner),
            a,
            left,
            Int32(leftLeading),
            right,
            Int32(rightLeading),
            b,
            c,
            Int32(leading)
        )
    }

    public static func gemv(
        transposed: Bool,
        rows: Int,
        columns: Int,
        scale a: Double,
        _ matrix: UnsafePointer<Double>,
        leading: Int,
        _ x: UnsafePointer<Double>,
        keeping b: Double,
        into y: UnsafeMutablePointer<Double>
    ) {
        _ = singleThread
        let operation = transposed ? CblasTrans : CblasNoTrans
        cblas_dgemv(CblasRowMajor, operation, Int32(rows), Int32(columns), a, matrix, Int32(leading), x, 1, b, y, 1)
    }

    public static func ger(
        rows: Int,
        columns: Int,
        scale a: Double,
        _ x: UnsafePointer<Double>,
        _ y: UnsafePointer<Double>,
        into matrix: UnsafeMutablePointer<Double>,
        leading: Int
    ) {
        _ = singleThread
        cblas_dger(CblasRowMajor, Int32(rows), Int32(columns), a, x, 1, y, 1, matrix, Int32(leading))
    }
}

extension Float: Scalar {
    public static var name: String { "float32" }

    public static var kernels: Kernels { Kernels(table: kernels_for_float()) }

    public static func gemm(
        transposed: (Bool, Bool),
        rows: Int,
        columns: Int,
        inner: Int,
        scale a: Double,
        _ left: UnsafePointer<Float>,
        leading leftLeading: Int,
        _ right: UnsafePointer<Float>,
        leading rightLeading: Int,
        keeping b: Double,
        into c: UnsafeMutablePointer<Float>,
        leading: Int
    ) {
        _ = singleThread
        cblas_sgemm(
            CblasRowMajor,
            transposed.0 ? CblasTrans : CblasNoTrans,
            transposed.1 ? CblasTrans : CblasNoTrans,
            Int32(rows),
            Int32(columns),
            Int32(inner),
            Float(a),
            left,
            Int32(leftLeading),
            right,
            Int32(rightLeading),
            Float(b),
            c,
            Int32(leading)
        )
    }

    public static func gemv(
        transposed: Bool,
        rows: Int,
        columns: Int,
        scale a: Double,
        _ matrix: UnsafePointer<Float>,
        leading: Int,
        _ x: UnsafePointer<Float>,
        keeping b: Double,
        into y: UnsafeMutablePointer<Float>
    ) {
        _ = singleThread
        let operation = transposed ? CblasTrans : CblasNoTrans
        let (scale, kept) = (Float(a), Float(b))
        let (rows, columns, leading) = (Int32(rows), Int32(columns), Int32(leading))
        cblas_sgemv(CblasRowMajor, operation, rows, columns, scale, matrix, leading, x, 1, kept, y, 1)
    }

    public static func ger(
        rows: Int,
        columns: Int,
        scale a: Double,
        _ x: UnsafePointer<Float>,
        _ y: UnsafePointer<Float>,
        into matrix: UnsafeMutablePointer<Float>,
        leading: Int
    ) {
        _ = singleThread
        cblas_sger(CblasRowMajor, Int32(rows), Int32(columns), Float(a), x, 1, y, 1, matrix, Int32(leading))
    }
}
