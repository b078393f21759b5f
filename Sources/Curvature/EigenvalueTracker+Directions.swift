/// Choice of the directions with which a step starts and by which its basis grows.
extension EigenvalueTracker {
    /// Multiplies the first block, and searches when that is due; returns false when a product is not finite.
    func start(_ matrix: some SymmetricOperator, _ search: inout Search) -> Bool {
        basis.clear()
        guard history.count > 0 else {
            // The first step is at most a hundredth of a run, so it can afford a smaller tolerance.
            search.tolerance /= 10
            appendNoise()
            return multiply(matrix, &search)
        }
        history.predict(into: basis.next)
        if !basis.appendNext() { appendNoise() }
        appendFormer()
        let isSearch = settings.searchInterval > 0 && step % settings.searchInterval == 0 && last.products < 6
        if isSearch { appendSearchDirection() }
        guard multiply(matrix, &search) else { return false }
        if isSurprise {
            search.tolerance /= 10
            recallsFormer = false
            appendNoise()
            guard basis.pending == 0 || multiply(matrix, &search) else { return false }
            return follow(matrix, &search, steps: 6)
        }
        return !isSearch || follow(matrix, &search, steps: 2)
    }

    /// Whether the predicted vector's Rayleigh quotient is so far from the last eigenvalue that the matrix must have
    /// changed abruptly.
    private var isSurprise: Bool {
        let value = basis.quotient(0)
        return abs(value - last.value) > 0.3 * max(abs(value), abs(last.value))
    }

    /// Adds the best direction of the previous step that is orthogonal to the prediction, which is the only vector in
    /// the basis so far.
    ///
    /// After a difficult step, it also adds the next best if three eigenvalues are close together, since their
    /// eigenvectors may rotate into each other within a step.
    private func appendFormer() {
        guard recallsFormer, former.count > 1 else { return appendNoise() }
        let count = former.count
        former.expand(basis.vectors[0], into: components)
        var square = 0.0
        for rank in 0..<count { square += components[rank] * components[rank] }
        // A prediction unrelated to the previous step excludes none of its directions.
        let isKnown = square > 0.01
        for rank in 0..<count { components[rank] = isKnown ? components[rank] / square.squareRoot() : 0 }
        projectAway(count)
        if !appendFormer(rank: 0) { appendNoise() }
        let isClose = count > 2 && former.spectrum.value(2) > 0.93 * former.spectrum.value(0)
        if isClose, last.products >= 4 { _ = appendFormer(rank: 1) }
    }

    /// Adds an eigenvector of the small problem, improved by a power step.
    private func appendFormer(rank: Int) -> Bool {
        guard !basis.isFull else { return true }
        let shift = former.bulk
        former.combine(ofProducts: true, into: basis.next) { spectrum.element($0, ofVector: rank) }
        if shift < 0 {
            former.combine(times: -shift, keeping: 1, into: basis.next) { spectrum.element($0, ofVector: rank) }
        }
        return basis.appendNext()
    }

    /// Solves the small problem of `appendFormer`: the Ritz values in the complement of the unit vector in
    /// `components`.
    ///
    /// The best direction is the first eigenvector of `spectrum`, in coordinates of the Ritz vectors.
    private func projectAway(_ count: Int) {
        var mean = 0.0
        var largest = 0.0
        for rank in 0..<count {
            mean += components[rank] * components[rank] * former.spectrum.value(rank)
            largest = max(largest, abs(former.spectrum.value(rank)))
        }
        // (1 − aaᵀ)Θ(1 − aaᵀ), with a itself shifted below all others.
        spectrum.solve(order: count) { [components] row, column in
            let (a, b) = (components[row], components[column])
            let (top, side) = (former.spectrum.value(row), former.spectrum.value(column))
            return (row == column ? top : 0) + a * b * (mean - top - side - 3 * largest)
        }
    }

    /// Adds the direction kept for searches, or a random one.
    private func appendSearchDirection() {
        guard last.hasSearchDirection else { return appendNoise() }
        noise.add(to: searchDirection, count: dimension, length: 0.1)
        if !basis.append(searchDirection) { appendNoise() }
    }

    /// Adds a random direction, unless the basis is full.
    private func appendNoise() {
        for _ in 0..<8 where !basis.isFull {
            LinearAlgebra.clear(basis.next, count: dimension)
            noise.add(to: basis.next, count: dimension, length: 1)
            if basis.appendNext() { return }
        }
    }

    /// Takes Lanczos steps from the last direction of the basis.
    private func follow(_ matrix: some SymmetricOperator, _ search: inout Search, steps: Int) -> Bool {
        for _ in 0..<steps where search.products < settings.productLimit {
            guard basis.append(basis.lastProduct) else { return true }
            guard multiply(matrix, &search) else { return false }
        }
        return true
    }

    /// Adds the direction of the residual to the basis; returns false when there is none.
    func grow(_ found: EigenvalueEstimate) -> Bool {
        let isCorrected = correctResidual(found.value)
        if basis.isFull {
            // The residual is orthogonal to the Ritz vectors that are kept.
            former.restart(from: basis, keep: settings.basisSize / 3)
            swap(&basis, &former)
            basis.solve()
            recallsFormer = false
        }
        if isCorrected, basis.append(direction) { return true }
        return basis.append(residual)
    }

    /// Corrects the residual with the previous step's knowledge of the spectrum; returns false when there is none.
    private func correctResidual(_ value: Double) -> Bool {
        let pull = value - basis.bulk
        guard recallsFormer, former.count > 1, pull > 0 else { return false }
        former.expand(residual, into: components)
        components[0] = 0
        for rank in 1..<former.count {
            // The old Ritz values are not accurate enough for a distance below 2 % to mean anything.
            let distance = max(value - former.spectrum.value(rank), 0.02 * pull)
            components[rank] *= pull / distance - 1
        }
        LinearAlgebra.copy(residual, to: direction, count: dimension)
        former.combine(keeping: 1, into: direction) { components[$0] }
        return true
    }
}
