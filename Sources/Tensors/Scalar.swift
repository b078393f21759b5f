internal import CBLAS
internal import CKernels

/// A floating-point precision in which the numeric core computes: `Double` or `Float`.
public protocol Scalar: BinaryFloatingPoint, Sendable {
    /// The name in reports: `float64` or `float32`.
    static var name: String { get }

    /// The vector kernels of this precision.
    static var kernels: Kernels { get }

    /// c ← a·op(A)·op(B) + b·c with op(A) rows × inner, op(B) inner × columns, c rows × columns (BLAS gemm).
    ///
    /// Matrices are stored row by row; each is followed by the distance between its rows.
    static func gemm(
        transposed left: Bool,
        _ right: Bool,
        _ rows: Int,
        _ columns: Int,
        _ inner: Int,
        _ a: Double,
        _ leftMatrix: UnsafePointer<Self>,
        _ leftStride: Int,
        _ rightMatrix: UnsafePointer<Self>,
        _ rightStride: Int,
        _ b: Double,
        _ c: UnsafeMutablePointer<Self>,
        _ stride: Int
    )

    /// y ← a·op(A)·x + b·y with A rows × columns, stored row by row with the distance `stride` (BLAS gemv).
    static func gemv(
        transposed: Bool,
        _ rows: Int,
        _ columns: Int,
        _ a: Double,
        _ matrix: UnsafePointer<Self>,
        _ stride: Int,
        _ x: UnsafePointer<Self>,
        _ b: Double,
        _ y: UnsafeMutablePointer<Self>
    )
}

/// The vector kernels of one precision, as `Block` calls them; opaque, so that importers do not need the C module.
public struct Kernels: @unchecked Sendable {
    let table: UnsafePointer<kernels>
}

/// Limits the library to one thread: more would be slower for small matrices, and would make the last bits depend on
/// their number.
private let singleThread: Void = openblas_set_num_threads(1)

extension Double: Scalar {
    public static var name: String { "float64" }

    public static var kernels: Kernels { Kernels(table: kernels_for_double()) }

    public static func gemm(
        transposed left: Bool,
        _ right: Bool,
        _ rows: Int,
        _ columns: Int,
        _ inner: Int,
        _ a: Double,
        _ leftMatrix: UnsafePointer<Double>,
        _ leftStride: Int,
        _ rightMatrix: UnsafePointer<Double>,
        _ rightStride: Int,
        _ b: Double,
        _ c: UnsafeMutablePointer<Double>,
        _ stride: Int
    ) {
        _ = singleThread
        cblas_dgemm(
            CblasRowMajor,
            left ? CblasTrans : CblasNoTrans,
            right ? CblasTrans : CblasNoTrans,
            Int32(rows),
            Int32(columns),
            Int32(inner),
            a,
            leftMatrix,
            Int32(leftStride),
            rightMatrix,
            Int32(rightStride),
            b,
            c,
            Int32(stride)
        )
    }

    public static func gemv(
        transposed: Bool,
        _ rows: Int,
        _ columns: Int,
        _ a: Double,
        _ matrix: UnsafePointer<Double>,
        _ stride: Int,
        _ x: UnsafePointer<Double>,
        _ b: Double,
        _ y: UnsafeMutablePointer<Double>
    ) {
        _ = singleThread
        let operation = transposed ? CblasTrans : CblasNoTrans
        let (rows, columns, stride) = (Int32(rows), Int32(columns), Int32(stride))
        cblas_dgemv(CblasRowMajor, operation, rows, columns, a, matrix, stride, x, 1, b, y, 1)
    }
}

extension Float: Scalar {
    public static var name: String { "float32" }

    public static var kernels: Kernels { Kernels(table: kernels_for_float()) }

    public static func gemm(
        transposed left: Bool,
        _ right: Bool,
        _ rows: Int,
        _ columns: Int,
        _ inner: Int,
        _ a: Double,
        _ leftMatrix: UnsafePointer<Float>,
        _ leftStride: Int,
        _ rightMatrix: UnsafePointer<Float>,
        _ rightStride: Int,
        _ b: Double,
        _ c: UnsafeMutablePointer<Float>,
        _ stride: Int
    ) {
        _ = singleThread
        cblas_sgemm(
            CblasRowMajor,
            left ? CblasTrans : CblasNoTrans,
            right ? CblasTrans : CblasNoTrans,
            Int32(rows),
            Int32(columns),
            Int32(inner),
            Float(a),
            leftMatrix,
            Int32(leftStride),
            rightMatrix,
            Int32(rightStride),
            Float(b),
            c,
            Int32(stride)
        )
    }

    public static func gemv(
        transposed: Bool,
        _ rows: Int,
        _ columns: Int,
        _ a: Double,
        _ matrix: UnsafePointer<Float>,
        _ stride: Int,
        _ x: UnsafePointer<Float>,
        _ b: Double,
        _ y: UnsafeMutablePointer<Float>
    ) {
        _ = singleThread
        let operation = transposed ? CblasTrans : CblasNoTrans
        let (rows, columns, stride) = (Int32(rows), Int32(columns), Int32(stride))
        cblas_sgemv(CblasRowMajor, operation, rows, columns, Float(a), matrix, stride, x, 1, Float(b), y, 1)
    }
}
