/// Predicts the next vector of a slowly changing sequence from the last few, without a matrix product.
///
/// The newest vector is regressed on its predecessors, q₀ ≈ Σᵢ aᵢ·qᵢ, and the same weights one step later give the
/// prediction Σᵢ aᵢ·qᵢ₋₁. A steady drift gives a ≈ (2, −1), an oscillation with a period of two steps (0, 1), so the
/// two cases need not be distinguished. The least-squares problem is damped towards no change, a = (1, 0, …), by
/// `damping`, which is about the square of the angular error of the vectors. Without it, nearly equal vectors would
/// be extrapolated along their errors.
struct VectorHistory: ~Copyable {
    /// The number of fitted weights.
    static let lags = 4
    static let damping = 1e-6

    private(set) var count = 0
    private let capacity = VectorHistory.lags + 1
    private var rows: VectorRows
    /// The row of the newest vector; older ones follow cyclically.
    private var newest = 0
    /// Inner products between rows, and workspace for the least-squares problem.
    private let gram: UnsafeMutablePointer<Double>
    private let system: UnsafeMutablePointer<Double>
    private let weights: UnsafeMutablePointer<Double>

    init(dimension: Int) {
        rows = VectorRows(capacity: capacity, dimension: dimension)
        gram = .allocate(capacity: capacity * capacity)
        system = .allocate(capacity: capacity * capacity)
        weights = .allocate(capacity: capacity)
        gram.initialize(repeating: 0, count: capacity * capacity)
    }

    deinit {
        gram.deallocate()
        system.deallocate()
        weights.deallocate()
    }

    mutating func clear() { count = 0 }

    /// Adds a unit vector, with the sign that makes it closest to the previous one.
    mutating func insert(_ vector: UnsafePointer<Double>) {
        let previous = newest
        newest = (newest + capacity - 1) % capacity
        LinearAlgebra.copy(vector, to: rows[newest], count: rows.dimension)
        count = min(count + 1, capacity)
        rows.project(vector, count: capacity, into: weights)
        let sign = count > 1 && weights[previous] < 0 ? -1.0 : 1.0
        if sign < 0 { LinearAlgebra.scale(rows[newest], by: -1, count: rows.dimension) }
        for row in 0..<capacity {
            let product = row == newest ? weights[row] : sign * weights[row]
            gram[row * capacity + newest] = product
            gram[newest * capacity + row] = product
        }
    }

    /// Writes the prediction, not normalised; the newest vector itself while fewer than three are known.
    func predict(into vector: UnsafeMutablePointer<Double>) {
        let lags = count - 1
        guard lags >= 2 else { return LinearAlgebra.copy(rows[newest], to: vector, count: rows.dimension) }
        for i in 0..<lags {
            for j in 0..<lags { system[i * capacity + j] = product(i + 1, j + 1) + (i == j ? Self.damping : 0) }
            system[i * capacity + lags] = product(i + 1, 0) + (i == 0 ? Self.damping : 0)
        }
        eliminate(lags)
        // If the predecessors explain less than half of the newest vector, they cannot predict the next one.
        var explained = 0.0
        for i in 0..<lags { explained += system[i * capacity + lags] * product(i + 1, 0) }
        guard explained > 0.5 else { return LinearAlgebra.copy(rows[newest], to: vector, count: rows.dimension) }
        for row in 0..<capacity { weights[row] = 0 }
        for i in 0..<lags { weights[place(i)] = system[i * capacity + lags] }
        rows.combine(weights, count: capacity, into: vector)
    }

    /// The row of the vector that was inserted `age` insertions ago.
    private func place(_ age: Int) -> Int { (newest + age) % capacity }

    private func product(_ age: Int, _ otherAge: Int) -> Double { gram[place(age) * capacity + place(otherAge)] }

    /// Solves the positive definite system in place; the solution replaces the right-hand side in its last column.
    private func eliminate(_ order: Int) {
        for pivot in 0..<order {
            for row in 0..<order where row != pivot {
                let factor = system[row * capacity + pivot] / system[pivot * (capacity + 1)]
                for column in pivot...order {
                    system[row * capacity + column] -= factor * system[pivot * capacity + column]
                }
            }
        }
        for row in 0..<order { system[row * capacity + order] /= system[row * (capacity + 1)] }
    }
}
