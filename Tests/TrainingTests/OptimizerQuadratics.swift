import Foundation
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Small quadratics trained by PyTorch with all settings of its Adam and SGD: `torch_variants.json`.
@Suite struct OptimizerQuadratics {
    private struct Variant: Decodable {
        var name: String
        var optimizer: String
        var settings: [String: JSONSetting]
        var matrix: [[Double]]
        var start: [Double]
        var path: [[Double]]
    }

    @Test func areFollowedByEverySetting() throws {
        let data = try ReferenceFolder(.module).data("torch_variants.json")
        let variants = try JSONDecoder().decode([Variant].self, from: data)
        #expect(variants.count >= 15)
        for variant in variants {
            let settings = variant.settings.sorted { $0.key < $1.key }.map { Value.Entry($0.key, $0.value.value) }
            let rule = try Units.optimizer(.map([.init(variant.optimizer, .map(settings))]))
            let matrix = SquareMatrix(order: variant.start.count, variant.matrix.flatMap { $0 })
            let walk = OptimizerWalk(rule, from: variant.start)
            var worst = 0.0
            for expected in variant.path {
                walk.step(matrix * walk.place)
                let scale = expected.reduce(1) { max($0, abs($1)) }
                worst = max(worst, largestDifference(walk.place, expected) / scale)
            }
            // The most sensitive one changes by 1e-13 when its start changes by one rounding unit.
            #expect(worst <= 5e-13, "\(variant.name)")
            Measurements.note("\(variant.name): \(worst)")
        }
    }
}
