/// A square matrix for tests, row by row.
///
/// It uses plain loops, so that it shares no code with what it checks.
public struct SquareMatrix: Sendable {
    /// The number of rows.
    public let order: Int
    /// The elements, row by row.
    public var elements: [Double]

    /// Creates a matrix of `order` rows.
    public init(order: Int, _ elements: [Double]) {
        precondition(elements.count == order * order)
        self.order = order
        self.elements = elements
    }

    /// Creates the diagonal matrix with these elements.
    public init(diagonal: [Double]) {
        let order = diagonal.count
        self.init(order: order, [Double](repeating: 0, count: order * order))
        for i in 0..<order { self[i, i] = diagonal[i] }
    }

    /// Creates the reflection I − 2uuᵀ/|u|², which is orthogonal and symmetric.
    public init(reflectionAlong u: [Double]) {
        self.init(diagonal: u.map { _ in 1 })
        let square = u.reduce(0) { $0 + $1 * $1 }
        for i in u.indices {
            for j in u.indices { self[i, j] -= 2 * u[i] * u[j] / square }
        }
    }

    /// The element in a row and a column, from 0.
    public subscript(_ row: Int, _ column: Int) -> Double {
        get { elements[row * order + column] }
        set { elements[row * order + column] = newValue }
    }

    /// The transpose.
    public var transposed: SquareMatrix {
        var result = self
        for i in 0..<order { for j in 0..<order { result[j, i] = self[i, j] } }
        return result
    }

    /// The product of two matrices.
    public static func * (left: SquareMatrix, right: SquareMatrix) -> SquareMatrix {
        let order = left.order
        var result = SquareMatrix(order: order, [Double](repeating: 0, count: order * order))
        for i in 0..<order {
            for j in 0..<order {
                result[i, j] = (0..<order).reduce(0) { $0 + left[i, $1] * right[$1, j] }
            }
        }
        return result
    }

    /// The product of a matrix and a vector.
    public static func * (left: SquareMatrix, right: [Double]) -> [Double] {
        (0..<left.order).map { i in (0..<left.order).reduce(0) { $0 + left[i, $1] * right[$1] } }
    }

    /// The eigenvalues of a symmetric matrix in ascending order, by Jacobi's method.
    public var symmetricEigenvalues: [Double] {
        var matrix = self
        for _ in 0..<60 {
            for p in 0..<order {
                for q in (p + 1)..<max(order, p + 1) { matrix.annihilate(p, q) }
            }
        }
        return (0..<order).map { matrix[$0, $0] }.sorted()
    }

    private mutating func annihilate(_ p: Int, _ q: Int) {
        guard self[p, q] != 0 else { return }
        let theta = (self[q, q] - self[p, p]) / (2 * self[p, q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (t * t + 1).squareRoot()
        let sine = t * cosine
        for k in 0..<order {
            (self[k, p], self[k, q]) = (
                cosine * self[k, p] - sine * self[k, q], sine * self[k, p] + cosine * self[k, q]
            )
        }
        for k in 0..<order {
            (self[p, k], self[q, k]) = (
                cosine * self[p, k] - sine * self[q, k], sine * self[p, k] + cosine * self[q, k]
            )
        }
        self[p, q] = 0
        self[q, p] = 0
    }

    /// The largest eigenvalue of a matrix whose eigenvalues are real and above −`shift`.
    ///
    /// The matrix need not be symmetric. The shifted matrix is squared until only the dominant direction remains,
    /// which equals 2³⁰ steps of power iteration.
    public func largestRealEigenvalue(above shift: Double) -> Double {
        var power = self
        for i in 0..<order { power[i, i] += shift }
        for _ in 0..<30 {
            power = power * power
            let scale = power.elements.reduce(0) { max($0, abs($1)) }
            power.elements = power.elements.map { $0 / scale }
        }
        // The column with the largest element has the dominant direction.
        let top = power.elements.indices.max { abs(power.elements[$0]) < abs(power.elements[$1]) } ?? 0
        let vector = (0..<order).map { power[$0, top % order] }
        return (self * vector)[top / order] / vector[top / order]
    }
}
