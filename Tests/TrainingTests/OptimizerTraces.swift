import Foundation
import Tensors
import TestSupport
import Testing

@testable import Training

/// Paths that other implementations' optimizers took on fixed gradients; see `Reference/README.md`.
@Suite struct OptimizerTraces {
    @Test(
        arguments: [
            ("opt_sgd", ["sgd": ["lr": 0.01]]),
            ("opt_sgdm", ["sgd": ["lr": 0.01, "momentum": 0.9]]),
            ("opt_adam", ["adam": ["lr": 0.01]]),
            ("opt_adam_eps_inside", ["adam": ["lr": 0.01, "eps_inside": true]]),
            ("opt_adamw", ["adamw": ["lr": 0.01, "weight_decay": 0.1]]),
            ("opt_adamw", ["adam": ["lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": true]]),
            ("opt_amsgrad", ["amsgrad": ["lr": 0.01]]),
            ("opt_amsgrad", ["adam": ["lr": 0.01, "amsgrad": true]]),
            ("opt_nadam", ["nadam": ["lr": 0.01]]),
            ("opt_radam", ["radam": ["lr": 0.01]]),
            ("opt_adabelief", ["adabelief": ["lr": 0.01]]),
            ("opt_adafactor", ["adafactor": ["lr": 0.01]]),
            ("opt_stableadamw", ["stableadamw": ["lr": 0.01, "beta2": 0.999, "weight_decay": 0]]),
            ("opt_adopt", ["adopt": ["lr": 0.01]]),
            ("opt_lion", ["lion": ["lr": 0.01]]),
            ("opt_lcmadam", ["lcmadam": ["lr": 0.01]]),
        ] as [(String, Value)]
    )
    func areFollowed(name: String, optimizer: Value) throws {
        let folder = try ReferenceFolder(.module)
        let gradients = try folder.rows("opt_G")
        let expected = try folder.rows(name)
        let start = try folder.rows("opt_p0").flatMap { $0 }
        try #require(gradients.count == 60 && expected.count == 60 && start.count == 8)
        let walk = OptimizerWalk(try Units.optimizer(optimizer), from: start, layout: .small)
        var worst = 0.0
        for (gradient, row) in zip(gradients, expected) {
            worst = max(worst, largestDifference(walk.step(gradient), row))
        }
        // Parameters are of order 1, except under SGD where a burst of gradients drives one to about 10.
        #expect(worst <= 1e-14)
        Measurements.note("\(name): largest difference \(worst)")
    }
}

/// Every setting, on tensors of one, two and three extents: `opt_variants.json`.
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

        /// The rule and its settings as an author writes them.
        var name: String {
            let entries = settings.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }
            return "\(optimizer) {\(entries.joined(separator: ", "))}"
        }

        func rule(_ settings: [String: JSONSetting]) throws -> any Optimizer {
            let entries = settings.sorted { $0.key < $1.key }.map { Value.Entry($0.key, $0.value.value) }
            return try Units.optimizer(.map([.init(optimizer, .map(entries))]))
        }
    }

    /// Settings that hold from a step on.
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
                // PyTorch itself computes in single precision here, in an order of its own.
                try follow(variant, reference, in: Float.self, within: 3e-6)
            } else {
                try follow(variant, reference, in: Double.self, within: 1e-14)
                // The same path at single precision, as far as that carries; signs of sums near zero are chance.
                if variant.optimizer != "lion" { try follow(variant, reference, in: Float.self, within: 5e-6) }
            }
        }
    }

    /// A rule without a path to follow is held to laws of its own, in a suite that is there and names it.
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

/// Small quadratics that PyTorch trained with every setting it has for Adam and SGD: `torch_variants.json`.
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
            // The most sensitive of them moves by 1e-13 when its start moves by one unit of rounding.
            #expect(worst <= 5e-13, "\(variant.name)")
            Measurements.note("\(variant.name): \(worst)")
        }
    }
}

/// A setting as the reference files write it.
private enum JSONSetting: Decodable {
    case flag(Bool)
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    var value: Value {
        switch self {
        case .flag(let flag): .flag(flag)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        }
    }

    var text: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .number(let number): Value.canonical(number)
        case .text(let text): text
        }
    }
}
