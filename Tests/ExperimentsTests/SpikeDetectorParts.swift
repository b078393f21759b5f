import Foundation
import Settings
import TestSupport
import Testing
import Training

@testable import Analysis
@testable import Experiments

/// The parts of the detector.
@Suite struct SpikeDetectorParts {
    @Test(arguments: [1, 2, 3, 7, 100])
    func trailingMaximumEqualsItsDefinition(window: Int) {
        var random = Random(seed: window)
        let values = (0..<200).map { _ in (8 * random.normal()).rounded() }
        let expected = values.indices.map { values[max(0, $0 - window + 1)...$0].max() }
        #expect(TrailingMaximum.of(values, window: window) == expected)
    }

    @Test func medianIsTheMiddle() {
        #expect(Median.of(sorted: [1, 2, 3]) == 2 && Median.of(sorted: [1, 2, 3, 4]) == 2.5)
        #expect(Median.of(sorted: []).isNaN && Median.of(sorted: [7]) == 7)
    }
}
