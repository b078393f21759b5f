import Curvature
import Testing

/// The tracker on sequences of matrices: accuracy, cost and reproducibility.
@Suite struct TrackedSequences {
    /// The result of tracking a sequence.
    private struct Summary {
        var worst = 0.0
        var products = 0
        var unconverged = 0
    }

    private func follow(_ tracker: EigenvalueTracker, _ sequence: [SyntheticOperator]) -> Summary {
        var summary = Summary()
        for matrix in sequence {
            let found = tracker.update(matrix)
            summary.worst = max(summary.worst, abs(found.value - matrix.largest) / abs(matrix.largest))
            summary.products += found.products
            if !found.isConverged { summary.unconverged += 1 }
        }
        return summary
    }

    /// A spectrum with few outliers above a bulk around zero, like that of a network's Hessian.
    private func outliers(_ top: [Double], dimension: Int = 600) -> [Double] {
        top + evenlySpread(dimension - top.count).map { $0 * 0.4 - 0.2 }
    }

    @Test func ofAConstantMatrixCostsTheFirstBlockOnly() {
        let sequence = [SyntheticOperator](repeating: .init(eigenvalues: outliers([1, 0.7]), angle: 0.2), count: 100)
        let tracker = EigenvalueTracker(dimension: 600)
        let summary = follow(tracker, sequence)
        #expect(summary.worst <= 1e-5 && summary.unconverged == 0)
        // Two products per step, three more for each search, and the first step.
        #expect(summary.products <= 2 * 100 + 3 * 13 + 12)
    }

    @Test func ofADriftStaysExactAtThreeProducts() {
        let sequence = (0..<300).map { step -> SyntheticOperator in
            let time = Double(step) / 300
            return .init(
                eigenvalues: outliers([1 + time, 0.9 - 0.2 * time, 0.6]).map { $0 * (1 + 5 * time) },
                angle: 0.2 + 3 * time
            )
        }
        let summary = follow(EigenvalueTracker(dimension: 600), sequence)
        #expect(summary.worst <= 1e-4 && summary.unconverged == 0)
        #expect(summary.products <= 3 * 300)
    }

    @Test func ofAnOscillationStaysExactAtThreeProducts() {
        let sequence = (0..<200).map { step in
            SyntheticOperator(
                eigenvalues: outliers(step % 2 == 0 ? [1, 0.9, 0.5] : [0.95, 0.98, 0.5]),
                angle: 0.2 + (step % 2 == 0 ? 0.03 : -0.03)
            )
        }
        let summary = follow(EigenvalueTracker(dimension: 600), sequence)
        #expect(summary.worst <= 1e-4 && summary.unconverged == 0)
        #expect(summary.products <= 3 * 200)
    }

    /// The eigenvectors are constant, so a tracker that only followed its own vector would miss the crossing.
    @Test(arguments: [0.001, 0.01, 0.05])
    func noticesThatTheSecondOvertakesTheFirst(rate: Double) {
        let sequence = (0..<200).map { step in
            SyntheticOperator(eigenvalues: outliers([1, 0.9 + rate * Double(step)]), angle: 0, layers: 0)
        }
        let summary = follow(EigenvalueTracker(dimension: 600), sequence)
        #expect(summary.worst <= 1e-4 && summary.unconverged == 0)
    }

    /// An eigenvalue rises from the bulk, where the basis does not contain its vector, and passes two others.
    ///
    /// When the eigenvectors are constant, only a search can find it.
    @Test(arguments: [(0.006, 1e-4), (0.006, 0), (0.02, 0)])
    func noticesOneThatRisesFromTheBulk(rate: Double, turn: Double) {
        let sequence = (0..<200).map { step in
            SyntheticOperator(
                eigenvalues: outliers([1, 0.6, rate * Double(step)]),
                angle: 0.2 + turn * Double(step)
            )
        }
        let summary = follow(EigenvalueTracker(dimension: 600), sequence)
        #expect(summary.worst <= 1e-4 && summary.unconverged == 0)
    }

    @Test func startsAnewWhenTheMatrixIsAnother() {
        let tracker = EigenvalueTracker(dimension: 600)
        var sequence: [SyntheticOperator] = []
        for step in 0..<60 {
            // Every ten steps the eigenvectors and the scale change. Without rotation, the old vectors remain
            // eigenvectors.
            var values = outliers([1, 0.7])
            values.swapAt(0, 37 * (step / 10))
            values.swapAt(1, 41 * (step / 10) + 1)
            let scale = step / 10 % 2 == 0 ? 1.0 : 1e-3
            sequence.append(.init(eigenvalues: values.map { $0 * scale }, angle: 0, layers: 0))
        }
        let summary = follow(tracker, sequence)
        #expect(summary.worst <= 1e-4 && summary.unconverged == 0)
        #expect(summary.products <= 5 * 60)
    }

    @Test func repeatsItselfBitForBit() {
        let sequence = (0..<50).map {
            SyntheticOperator(eigenvalues: outliers([1, 0.9, 0.7]), angle: 0.2 + 2e-3 * Double($0))
        }
        let tracker = EigenvalueTracker(dimension: 600)
        let first = sequence.map { tracker.update($0) }
        let vector = Array(tracker.eigenvector)
        tracker.reset()
        #expect(sequence.map { tracker.update($0) } == first)
        #expect(Array(tracker.eigenvector) == vector)
        let other = EigenvalueTracker(dimension: 600)
        #expect(sequence.map { other.update($0) } == first)
    }
}
