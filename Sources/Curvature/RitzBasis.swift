/// An orthonormal basis V, its products W = A·V, and the Rayleigh–Ritz approximations that they give.
///
/// Eigenvalues θ and eigenvectors y of T = Vᵀ·A·V give Ritz values θ and Ritz vectors V·y; A·V·y = W·y costs no product.
/// Directions are made orthogonal by the classical Gram–Schmidt process, a second time after cancellation, which is enough
/// (Giraud, Langou and Rozložník, Comput. Math. Appl. 50, 2005) and is matrix times vector all the way.
struct RitzBasis: ~Copyable {
    let dimension: Int
    /// The maximal number of vectors.
    let capacity: Int
    /// The number of directions; the last `pending` of them have no product yet.
    private(set) var count = 0
    private(set) var pending = 0
    private(set) var vectors: VectorRows
    private(set) var products: VectorRows
    private(set) var spectrum: SmallSpectrum
    private let projected: UnsafeMutablePointer<Double>
    private let weights: UnsafeMutablePointer<Double>

    init(dimension: Int, capacity: Int) {
        self.dimension = dimension
        self.capacity = capacity
        vectors = VectorRows(capacity: capacity, dimension: dimension)
        products = VectorRows(capacity: capacity, dimension: dimension)
        spectrum = SmallSpectrum(capacity: capacity)
        projected = .allocate(capacity: capacity * capacity)
        weights = .allocate(capacity: capacity)
    }

    deinit {
        projected.deallocate()
        weights.deallocate()
    }

    var isFull: Bool { count == min(capacity, dimension) }
    /// The last direction's product with the operator.
    var lastProduct: UnsafeMutablePointer<Double> { products[count - 1] }

    mutating func clear() {
        count = 0
        pending = 0
    }

    /// The memory for the next direction, to be filled before it is appended.
    var next: UnsafeMutablePointer<Double> { vectors[count] }

    /// Adds the part of a direction that is orthogonal to the basis; returns false when there is none beyond
    /// rounding.
    mutating func append(_ direction: UnsafePointer<Double>) -> Bool {
        guard !isFull else { return false }
        LinearAlgebra.copy(direction, to: next, count: dimension)
        return appendNext()
    }

    /// Adds the part of the direction in `next` that is orthogonal to the basis, which must not be full.
    mutating func appendNext() -> Bool {
        let length = LinearAlgebra.normalize(next, count: dimension)
        guard length > 1e-290, length.isFinite else { return false }
        for _ in 0..<2 where count > 0 {
            vectors.project(next, count: count, into: weights)
            vectors.combine(weights, count: count, times: -1, keeping: 1, into: next)
            let rest = LinearAlgebra.normalize(next, count: dimension)
            // If the direction depends on the basis, the first pass leaves only rounding errors.
            guard rest > 1e-10 else { return false }
            // A pass amplifies rounding by at most 1/rest, so a second one is needed only after cancellation.
            if rest > 0.7 { break }
        }
        count += 1
        pending += 1
        return true
    }

    /// Multiplies the pending directions by the operator, all at once, and projects; returns false when a product is
    /// not finite.
    mutating func multiply(_ matrix: some SymmetricOperator) -> Bool {
        let first = count - pending
        matrix.apply(vectors[first], count: pending, into: products[first])
        pending = 0
        for column in first..<count {
            vectors.project(products[column], count: count, into: weights)
            for row in 0..<count {
                guard weights[row].isFinite else { return false }
                projected[row * capacity + column] = weights[row]
                projected[column * capacity + row] = weights[row]
            }
        }
        return true
    }

    /// The Rayleigh quotient of a direction.
    func quotient(_ direction: Int) -> Double { projected[direction * (capacity + 1)] }

    /// Computes the Ritz values and vectors.
    mutating func solve() {
        let (projected, capacity) = (projected, capacity)
        spectrum.solve(order: count) { projected[$0 * capacity + $1] }
    }

    /// σ: a value that represents the bulk of the spectrum, chosen so that A − σ stretches nothing more than the top
    /// eigenvector.
    ///
    /// Networks have many eigenvalues near zero, so it is zero unless the lowest Ritz value forbids that.
    var bulk: Double { min(0, spectrum.value(0) / 2 + spectrum.value(count - 1) / 2) }

    /// Σ over Ritz pairs of weight(rank)·(Ritz vector, or its product with the operator).
    func combine(
        ofProducts: Bool = false,
        times factor: Double = 1,
        keeping keep: Double = 0,
        into vector: UnsafeMutablePointer<Double>,
        _ weight: (_ rank: Int) -> Double
    ) {
        for row in 0..<count {
            weights[row] = 0
            for rank in 0..<count { weights[row] += spectrum.element(row, ofVector: rank) * weight(rank) }
        }
        if ofProducts {
            products.combine(weights, count: count, times: factor, keeping: keep, into: vector)
        } else {
            vectors.combine(weights, count: count, times: factor, keeping: keep, into: vector)
        }
    }

    /// Writes the Ritz vector at a rank, or its product with the operator.
    func ritz(_ rank: Int, product: Bool = false, into vector: UnsafeMutablePointer<Double>) {
        combine(ofProducts: product, into: vector) { $0 == rank ? 1 : 0 }
    }

    /// Computes the inner products of a vector with the Ritz vectors, by rank.
    func expand(_ vector: UnsafePointer<Double>, into components: UnsafeMutablePointer<Double>) {
        vectors.project(vector, count: count, into: weights)
        for rank in 0..<count {
            components[rank] = 0
            for row in 0..<count { components[rank] += spectrum.element(row, ofVector: rank) * weights[row] }
        }
    }

    /// Sets this basis to the `keep` best Ritz vectors of another, with their products: a thick restart (Wu and Simon
    /// 2000).
    mutating func restart(from other: borrowing RitzBasis, keep: Int) {
        for rank in 0..<keep {
            other.ritz(rank, into: vectors[rank])
            other.ritz(rank, product: true, into: products[rank])
            for column in 0..<keep {
                projected[rank * capacity + column] = rank == column ? other.spectrum.value(rank) : 0
            }
        }
        count = keep
        pending = 0
    }
}
