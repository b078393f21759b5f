import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Analysis
@testable import Experiments

/// Intervals in which a curvature is above the stability threshold.
@Suite struct Crossings {
    private func crossings(_ ratios: [Double], threshold: Double = 2) -> [Crossing] {
        let values = ratios.map { $0 * threshold }
        return Crossing.all(
            in: Runs.trace([.lambdaMax: values, .threshold: ratios.map { _ in threshold }])
        )
    }

    private func spans(_ ratios: [Double]) -> [[Int]] { crossings(ratios).map { [$0.first, $0.last] } }

    @Test func beginAndEndWithTheSteps() {
        #expect(spans([]) == [] && spans([0.5, 1]) == [])
        #expect(spans([2]) == [[1, 1]] && spans([0, 2, 3, 0]) == [[2, 3]] && spans([2, 2, 2]) == [[1, 3]])
        #expect(crossings([0.5, 1.25, 3, 1.5]).first?.peakRatio == 3)
    }

    @Test func bridgeGapsOfFiveSteps() {
        let gap = [Double](repeating: 0.9, count: 5)
        #expect(spans([2] + gap + [2]) == [[1, 7]])
        #expect(spans([2] + gap + [0.9, 2]) == [[1, 1], [8, 8]])
        #expect(spans([2] + gap + [2] + gap + [2]) == [[1, 13]])
    }

    @Test func takeWhatIsNotANumberForBelow() {
        #expect(spans([.nan, .nan]) == [] && spans([.nan, 2, .nan, 2, .nan]) == [[2, 4]])
    }

    @Test func doNotCountTheThresholdItself() {
        #expect(spans([1, 1]) == [] && spans([1, 1.0.nextUp]) == [[2, 2]])
    }

    @Test func areTakenOfEveryCurvature() {
        let high = [3.0, 3, 1]
        let trace = Runs.trace([
            .lambdaMax: high, .lambdaGrad: [1, 3, 1], .lambdaGradExact: [1, 1, 1], .threshold: [2, 2, 2],
        ])
        let found = Crossing.all(in: trace)
        #expect(found.map(\.quantity) == [.lambdaMax, .lambdaGrad] && found.map(\.first) == [1, 2])
    }

    @Test func followTheThresholdOfTheStep() {
        let trace = Runs.trace([.lambdaMax: [3, 3, 3], .threshold: [4, 2, 4]])
        #expect(Crossing.all(in: trace).map(\.first) == [2])
    }
}
