import Foundation
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Every setting, on tensors of one, two and three dimensions, compared with `opt_variants.json`.
@Suite struct OptimizerVariants {
    private struct Reference: Decodable {
        var tensors: [Tensor]
        var start: [Double]
        var checkpoints: [Int]
        var gradients: [[Double]]
        var variants: [Variant]

        var layout: ParameterLayout { ParameterLayout(tensors.map { ($0.name, $0.shape) }) }
    }

    private struct Tensor: Decodable {
        var name: String
        var shape: [Int]
    }

    private struct Variant: Decodable {
        var optimizer: String
        var settings: [String: JSONSetting]
        var precision: String?
        var change: Change?
        var path: [[Double]]

        /// The optimizer and its settings as an author writes them.
        var name: String {
            let entries = settings.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }
            return "\(optimizer) {\(entries.joined(separator: ", "))}"
        }

        func rule(_ settings: [String: JSONSetting]) throws -> any Optimizer {
            let entries = settings.sorted { $0.key < $1.key }.map { Value.Entry($0.key, $0.value.value) }
            return try Units.optimizer(.map([.init(optimizer, .map(entries))]))
        }
    }

    /// Settings that apply from a step on.
    private struct Change: Decodable {
        var step: Int
        var settings: [String: JSONSetting]
    }

    @Test func areFollowedByEverySetting() throws {
        let data = try ReferenceFolder(.module).data("opt_variants.json")
        let reference = try JSONDecoder().decode(Reference.self, from: data)
        let followed = Set(reference.variants.map(\.optimizer))
        #expect(followed.union(OwnRules.suites.keys) == Set(Catalogue.optimizers.map { $0.name }))
        #expect(followed.isDisjoint(with: OwnRules.suites.keys), "whatever has a path to follow is no rule of our own")
        for variant in reference.variants {
            if variant.precision == "float32" {
                // PyTorch itself computes in single precision here, with its own order of operations.
                try follow(variant, reference, in: Float.self, within: 3e-6)
            } else {
                try follow(variant, reference, in: Double.self, within: 1e-14)
                // The same path in single precision. Lion is left out, since signs of sums near zero are random.
                if variant.optimizer != "lion" { try follow(variant, reference, in: Float.self, within: 5e-6) }
            }
        }
    }

    /// An optimizer without a reference path has laws of its own, in a suite that exists and names it.
    ///
    /// `new-rule` is the one that `spikebook new optimizer` writes.
    @Test(arguments: OwnRules.suites.merging(["new-rule": "OptimizerNewRule"]) { $1 }.sorted { $0.key < $1.key })
    func areReplacedByLaws(ofRule name: String, suite: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "\(suite).swift")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("@Suite struct \(suite) {") && text.contains("`\(name)`") && text.contains("#expect("))
    }

    private func follow<S: Scalar>(_ variant: Variant, _ reference: Reference, in: S.Type, within: Double) throws {
        let rule = try variant.rule(variant.settings)
        let walk = OptimizerWalk(rule, from: reference.start, layout: reference.layout, in: S.self)
        var expected = variant.path[...]
        let name = variant.name
        var worst = 0.0
        for (index, gradient) in reference.gradients.enumerated() {
            if let change = variant.change, change.step == index + 1 {
                walk.optimizer = try variant.rule(change.settings)
            }
            walk.step(gradient)
            if reference.checkpoints.contains(index + 1) {
                let row = try #require(expected.first)
                expected = expected.dropFirst()
                let scale = row.reduce(1) { max($0, abs($1)) }
                worst = max(worst, largestDifference(walk.place, row) / scale)
            }
        }
        #expect(expected.isEmpty && worst <= within, "\(name) in \(S.name): \(worst)")
        Measurements.note("\(name) in \(S.name): \(worst)")
    }
}
