/// Follows the largest eigenvalue of a symmetric matrix that changes from step to step, with a few products each.
///
/// Each step computes a Rayleigh–Ritz approximation (Parlett, The Symmetric Eigenvalue Problem, chapter 11). The basis
/// starts with vectors from the previous step. It is extended by the residual of the best Ritz pair until that pair is
/// accurate enough.
///
/// **Start.** Two vectors are multiplied at once. The first, q̂, is the eigenvector predicted from the previous steps
/// (`VectorHistory`). The second is the best direction orthogonal to q̂ in the previous basis. With that basis's Ritz
/// values θⱼ and vectors vⱼ, it maximises Σ θⱼ·yⱼ² over unit y with Σ yⱼ·(vⱼᵀq̂) = 0. If the prediction is the former
/// top vector, the second is the former second one. If two eigenvalues change places, it is the one that q̂ is not.
/// Both are improved by the previous step's products, without new ones. (This is a power step with A − σ, where σ ≤ 0
/// stands for the bulk of the spectrum.) After a step of four products or more, a third direction is added if three
/// eigenvalues were within 7 %.
///
/// **Growth.** The residual r = Aq − θq is corrected by the previous step's Ritz pairs (a Davidson preconditioner;
/// Davidson, J. Comput. Phys. 17, 1975): t = Σ vⱼ(vⱼᵀr)/(θ − θⱼ) + (r − Σ vⱼ(vⱼᵀr))/(θ − σ). Here j skips the top pair,
/// and σ stands for the rest of the spectrum. Then t is made orthogonal to the basis. A full basis is replaced by its
/// best Ritz vectors (thick restart; Wu and Simon, SIAM J. Matrix Anal. Appl. 22, 2000).
///
/// **Stop.** With the second Ritz value θ₂, the error of θ is estimated by
///
///     λ_max − θ ≲ min(ρ, ρ²/(θ − θ₂)),    ρ = |Aq − θq|.
///
/// This is the bound of Kato and Temple (Parlett, section 10.5) with θ₂ in place of the second eigenvalue. If the gap
/// is smaller than the residual, the residual alone is used. The estimate must fall below `tolerance`·|θ|. On small
/// networks it is mostly 2 to 10 times the true error. It can also be slightly smaller, since θ₂ is only a lower bound
/// of the second eigenvalue. So the default tolerance is half of the intended 1e-4. In a first step, and after a
/// restart from a random direction, a tenth of `tolerance` is required.
///
/// **Missed eigenvalues.** The residual does not reveal an eigenvector orthogonal to the basis. So a third direction is
/// multiplied every `searchInterval` steps, unless the previous step was difficult. It is kept from search to search,
/// gets some noise, and is followed by two Lanczos steps. When the predicted vector's Rayleigh quotient differs by more
/// than 30 % from the last eigenvalue, the step restarts with a random direction and six Lanczos steps. An eigenvalue
/// that rises to the top between two searches, with a vector that no basis contained, is found late.
///
/// All memory is allocated at the start. The same calls give the same bits.
public final class EigenvalueTracker {
    /// Settings of accuracy and effort.
    public struct Settings: Sendable {
        /// The largest accepted estimate of (λ_max − θ)/|θ|.
        public var tolerance = 5e-5
        /// The maximal number of products in a step; the first block of two or three is always multiplied.
        public var productLimit = 60
        /// The number of steps between searches for missed eigenvalues; 0 for none.
        public var searchInterval = 8
        /// The maximal number of vectors in the basis, at least 6.
        public var basisSize = 12

        /// The default settings.
        public init() {}
    }

    /// The number of rows of the matrix.
    public let dimension: Int
    /// The settings of accuracy and effort.
    public let settings: Settings
    var basis: RitzBasis
    /// The basis of the previous step, with its Ritz values.
    var former: RitzBasis
    var history: VectorHistory
    var noise = NoiseSource()
    /// Whether `former` is still intact and belongs to a similar matrix.
    var recallsFormer = false
    /// Rows: the unit Ritz vector q, its residual, the next direction, a direction for searches.
    let work: VectorRows
    var spectrum: SmallSpectrum
    let components: UnsafeMutablePointer<Double>
    var step = 0
    var last = Last()

    /// The result of the previous step.
    struct Last {
        var value = Double.nan
        var products = 0
        var hasSearchDirection = false
    }

    /// A tracker for matrices of `dimension` rows, without history.
    public init(dimension: Int, settings: Settings = Settings()) {
        precondition(dimension > 0, "a matrix has a row")
        precondition(settings.basisSize >= 6 && settings.productLimit > 0, "too few vectors to work with")
        self.dimension = dimension
        self.settings = settings
        basis = RitzBasis(dimension: dimension, capacity: settings.basisSize)
        former = RitzBasis(dimension: dimension, capacity: settings.basisSize)
        history = VectorHistory(dimension: dimension)
        work = VectorRows(capacity: 4, dimension: dimension)
        spectrum = SmallSpectrum(capacity: settings.basisSize)
        components = .allocate(capacity: settings.basisSize)
    }

    deinit { components.deallocate() }

    /// Forgets all steps: the next one is a first step.
    public func reset() {
        history.clear()
        recallsFormer = false
        noise = NoiseSource()
        step = 0
        last = Last()
    }

    /// The unit vector whose Rayleigh quotient is the last estimate; valid until the next step, and not after a NaN.
    public var eigenvector: UnsafeBufferPointer<Double> { UnsafeBufferPointer(start: work[0], count: dimension) }

    /// Estimates the largest eigenvalue of the next matrix of the sequence.
    ///
    /// If a product is not finite, the estimate is NaN, and the next step starts from what was known before.
    public func update(_ matrix: some SymmetricOperator) -> EigenvalueEstimate {
        precondition(matrix.dimension == dimension, "the matrix has another dimension")
        var search = Search(products: 0, tolerance: settings.tolerance)
        step += 1
        guard start(matrix, &search) else { return failure(search) }
        while true {
            let found = approximate(search)
            guard found.value.isFinite, !found.residual.isNaN else { return failure(search) }
            let isDone = found.isConverged || search.products >= settings.productLimit
            if isDone || !grow(found) { return finish(found) }
            guard multiply(matrix, &search) else { return failure(search) }
        }
    }

    /// The products and the tolerance of one step.
    struct Search {
        var products: Int
        var tolerance: Double
    }

    /// Multiplies the pending directions.
    func multiply(_ matrix: some SymmetricOperator, _ search: inout Search) -> Bool {
        search.products += basis.pending
        return basis.multiply(matrix)
    }

    /// The rows of `work`.
    var ritzVector: UnsafeMutablePointer<Double> { work[0] }
    var residual: UnsafeMutablePointer<Double> { work[1] }
    var direction: UnsafeMutablePointer<Double> { work[2] }
    var searchDirection: UnsafeMutablePointer<Double> { work[3] }

    /// The best Ritz pair, its residual and its error bound.
    private func approximate(_ search: Search) -> EigenvalueEstimate {
        basis.solve()
        let value = basis.spectrum.value(0)
        basis.ritz(0, into: ritzVector)
        basis.ritz(0, product: true, into: residual)
        LinearAlgebra.add(ritzVector, times: -value, to: residual, count: dimension)
        let length = LinearAlgebra.length(residual, count: dimension)
        let second = basis.count > 1 ? basis.spectrum.value(1) : nil
        let gap = value - (second ?? value)
        let bound = gap > length ? length * (length / gap) : length
        let scale = max(abs(value), abs(basis.spectrum.value(basis.count - 1)))
        // A residual at the level of rounding cannot be made smaller.
        let isExact = basis.count == dimension || length <= 1e-14 * scale
        return EigenvalueEstimate(
            value: value,
            residual: length == 0 ? 0 : length / abs(value),
            bound: bound == 0 ? 0 : bound / abs(value),
            second: second,
            products: search.products,
            isConverged: isExact || bound <= search.tolerance * abs(value)
        )
    }

    /// The estimate of a step with products that are not finite.
    private func failure(_ search: Search) -> EigenvalueEstimate {
        EigenvalueEstimate(
            value: .nan,
            residual: .nan,
            bound: .nan,
            second: nil,
            products: search.products,
            isConverged: false
        )
    }

    /// Stores what the next step starts from.
    private func finish(_ found: EigenvalueEstimate) -> EigenvalueEstimate {
        if basis.count > 2 {
            basis.ritz(2, into: searchDirection)
            last.hasSearchDirection = true
        }
        let pull = found.value - basis.bulk
        LinearAlgebra.copy(ritzVector, to: direction, count: dimension)
        if pull > 0, found.residual * abs(found.value) < pull {
            LinearAlgebra.add(residual, times: 1 / pull, to: direction, count: dimension)
            _ = LinearAlgebra.normalize(direction, count: dimension)
        }
        history.insert(direction)
        last.value = found.value
        last.products = found.products
        swap(&basis, &former)
        recallsFormer = true
        return found
    }
}
