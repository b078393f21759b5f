/// All eigenvalues and eigenvectors of a small symmetric matrix, in memory that is allocated once.
///
/// Cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, 4th ed., section 8.5): for the dozen rows of a projected
/// operator they are as fast as LAPACK, need no workspace, and find small eigenvalues as accurately as large ones.
struct SmallSpectrum: ~Copyable {
    let capacity: Int
    /// The number of rows of the matrix solved last.
    private(set) var order = 0
    private let matrix: UnsafeMutablePointer<Double>
    private let rotation: UnsafeMutablePointer<Double>
    private let ranks: UnsafeMutablePointer<Int>

    /// Allocates memory for matrices of up to `capacity` rows.
    init(capacity: Int) {
        self.capacity = capacity
        matrix = .allocate(capacity: capacity * capacity)
        rotation = .allocate(capacity: capacity * capacity)
        ranks = .allocate(capacity: capacity)
    }

    deinit {
        matrix.deallocate()
        rotation.deallocate()
        ranks.deallocate()
    }

    /// The eigenvalue at a rank; the largest has rank 0.
    func value(_ rank: Int) -> Double {
        let place = ranks[rank]
        return matrix[place * capacity + place]
    }

    /// An element of the unit eigenvector at a rank.
    func element(_ row: Int, ofVector rank: Int) -> Double { rotation[row * capacity + ranks[rank]] }

    /// Solves the matrix of `order` rows with the given elements, which must be finite.
    mutating func solve(order: Int, _ element: (_ row: Int, _ column: Int) -> Double) {
        precondition(order > 0 && order <= capacity, "a small matrix is wanted")
        self.order = order
        var scale = 0.0
        for i in 0..<order {
            for j in 0..<order {
                matrix[i * capacity + j] = element(i, j)
                rotation[i * capacity + j] = i == j ? 1 : 0
                scale = max(scale, abs(matrix[i * capacity + j]))
            }
        }
        // Jacobi's method converges quadratically: six sweeps are usual, thirty have never been seen.
        for _ in 0..<30 where !sweep(negligible: scale * 1e-17) { break }
        sort()
    }

    /// Applies one rotation for every pair of rows; returns false when there was nothing left to rotate.
    private func sweep(negligible: Double) -> Bool {
        var isBusy = false
        for i in 0..<(order - 1) {
            for j in (i + 1)..<order where abs(matrix[i * capacity + j]) > negligible {
                rotate(i, j)
                isBusy = true
            }
        }
        return isBusy
    }

    /// Rotates two rows and columns so that the element between them becomes zero.
    private func rotate(_ i: Int, _ j: Int) {
        let off = matrix[i * capacity + j]
        let ratio = (matrix[j * capacity + j] - matrix[i * capacity + i]) / (2 * off)
        let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (1 + ratio * ratio).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        let sine = tangent * cosine
        matrix[i * capacity + i] -= tangent * off
        matrix[j * capacity + j] += tangent * off
        matrix[i * capacity + j] = 0
        matrix[j * capacity + i] = 0
        for k in 0..<order {
            if k != i && k != j {
                let (a, b) = (matrix[k * capacity + i], matrix[k * capacity + j])
                matrix[k * capacity + i] = cosine * a - sine * b
                matrix[k * capacity + j] = sine * a + cosine * b
                matrix[i * capacity + k] = matrix[k * capacity + i]
                matrix[j * capacity + k] = matrix[k * capacity + j]
            }
            let (a, b) = (rotation[k * capacity + i], rotation[k * capacity + j])
            rotation[k * capacity + i] = cosine * a - sine * b
            rotation[k * capacity + j] = sine * a + cosine * b
        }
    }

    /// Ranks the diagonal in descending order; equal values keep their order.
    private func sort() {
        for place in 0..<order {
            let value = matrix[place * capacity + place]
            var rank = place
            while rank > 0, matrix[ranks[rank - 1] * (capacity + 1)] < value {
                ranks[rank] = ranks[rank - 1]
                rank -= 1
            }
            ranks[rank] = place
        }
    }
}
