import CBLAS

/// Eigenvalues of a dense symmetric matrix, exact to rounding.
public enum DenseSpectrum {
    /// The largest (most positive) eigenvalue of the symmetric matrix `elements`, dimension × dimension, row by row.
    ///
    /// NaN when an element is not finite. LAPACK's `dsyevr` does the work: reduction to a tridiagonal matrix and, for one
    /// eigenvalue, bisection. The error is a few units of rounding of the largest absolute eigenvalue.
    public static func largestEigenvalue(_ elements: [Double], dimension: Int) -> Double {
        _ = LinearAlgebra.singleThread
        precondition(dimension > 0 && elements.count == dimension * dimension, "a square matrix is wanted")
        guard elements.allSatisfy(\.isFinite) else { return .nan }
        if dimension == 1 { return elements[0] }
        var matrix = elements
        let order = Int32(dimension)
        let unused = 0.0
        var noVectors = 0.0
        let tolerance = 0.0
        var found: Int32 = 0
        var status: Int32 = 0
        var values = [Double](repeating: 0, count: dimension)
        let vectorRows: Int32 = 1
        var support = [Int32](repeating: 0, count: 2)
        let workCount = Int32(26 * dimension)
        var work = [Double](repeating: 0, count: Int(workCount))
        let indexCount = Int32(10 * dimension)
        var indices = [Int32](repeating: 0, count: Int(indexCount))
        dsyevr_(
            "N",
            "I",
            "U",
            [order],
            &matrix,
            [order],
            [unused],
            [unused],
            [order],
            [order],
            [tolerance],
            &found,
            &values,
            &noVectors,
            [vectorRows],
            &support,
            &work,
            [workCount],
            &indices,
            [indexCount],
            &status
        )
        precondition(status >= 0, "LAPACK refused argument \(-status)")
        return status == 0 && found == 1 ? values[0] : .nan
    }
}
