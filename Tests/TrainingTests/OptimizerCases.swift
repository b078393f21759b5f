import Settings
import TestSupport
import Testing

@testable import Training

/// An optimizer with settings, as an author writes them.
struct OptimizerCase: Sendable, CustomTestStringConvertible {
    var value: Value
    var testDescription: String { "\(value)" }

    init(_ value: Value) { self.value = value }

    /// The optimizer.
    var rule: any Optimizer {
        get throws { try Units.optimizer(value) }
    }

    /// The optimizer's name.
    var name: String {
        if case .map(let entries) = value, let entry = entries.first { entry.name } else { "" }
    }

    /// The same optimizer with another setting.
    func setting(_ setting: String, _ value: Value) -> OptimizerCase {
        OptimizerCase(self.value.setting([name, setting], to: value))
    }

    /// Whether the optimizer has a setting.
    func has(_ setting: String) throws -> Bool { try rule.resolved[setting] != nil }

    /// Every optimizer of the catalogue at a useful rate, without weight decay.
    static let bare = Catalogue.optimizers.map { unit in
        let subject = OptimizerCase(.map([.init(unit.name, ["lr": 0.01])]))
        let decays = (try? subject.has("weight_decay")) ?? false
        return decays ? subject.setting("weight_decay", 0) : subject
    }

    /// Every optimizer, also with settings that switch on other parts of its rule, without weight decay.
    static let all =
        bare
        + [
            ["sgd": ["lr": 0.02, "momentum": 0.9]],
            ["sgd": ["lr": 0.05, "momentum": 0.9, "dampening": 0.9]],
            ["sgd": ["lr": 0.02, "momentum": 0.8, "nesterov": true]],
            ["rmsprop": ["lr": 0.01, "momentum": 0.5, "alpha": 0.9]],
            ["rmsprop": ["lr": 0.01, "centered": true, "eps": 1e-3]],
            ["adam": ["lr": 0.01, "beta1": 0, "beta2": 0.9, "eps": 1e-3]],
            ["adam": ["lr": 0.01, "amsgrad": true]],
            ["amsgrad": ["lr": 0.01, "order": "optax"]],
            ["amsgrad": ["lr": 0.01, "order": "reddi"]],
            ["adam": ["lr": 0.01, "eps_inside": true, "v_floor": 1e-3]],
            ["adam": ["lr": 0.01, "lazy": true]],
            ["adam": ["lr": 0.01, "correct_second": false]],
            ["adam": ["lr": 0.01, "freeze_second": true]],
            ["nadam": ["lr": 0.01, "momentum_decay": 0]],
            ["radam": ["lr": 0.01, "beta2": 0.95, "eps_inside": true, "v_floor": 1e-3]],
            ["lcmadam": ["lr": 0.01, "reading": "text"]],
            ["adan": ["lr": 0.01, "c": "optax"]],
            ["spam": ["lr": 0.01, "interval": 40, "warmup": 10, "clip_after": 5, "threshold": 2]],
            ["muon": ["lr": 0.01, "weight_decay": 0, "nesterov": false, "adjust": "match_rms_adamw"]],
        ].map { OptimizerCase($0) }

    /// Optimizers with weight decay, in each of its forms.
    static let decaying = [
        ["sgd": ["lr": 0.02, "weight_decay": 0.5]],
        ["rmsprop": ["lr": 0.02, "weight_decay": 0.5]],
        ["adam": ["lr": 0.01, "weight_decay": 0.5]],
        ["adam": ["lr": 0.01, "weight_decay": 0.5, "decoupled_weight_decay": true]],
        ["adamw": ["lr": 0.01, "weight_decay": 0.5]],
        ["amsgrad": ["lr": 0.01, "weight_decay": 0.5]],
        ["nadam": ["lr": 0.01, "weight_decay": 0.5]],
        ["radam": ["lr": 0.01, "weight_decay": 0.5]],
        ["adabelief": ["lr": 0.01, "weight_decay": 0.5]],
        ["adafactor": ["lr": 0.01, "weight_decay": 0.5]],
        ["stableadamw": ["lr": 0.01, "weight_decay": 0.5]],
        ["adopt": ["lr": 0.01, "weight_decay": 0.5]],
        ["adopt": ["lr": 0.01, "weight_decay": 0.5, "decoupled_weight_decay": true]],
        ["lion": ["lr": 0.01, "weight_decay": 0.5]],
        ["lcmadam": ["lr": 0.01, "weight_decay": 0.5, "reading": "text"]],
        ["adan": ["lr": 0.01, "weight_decay": 0.5]],
        ["adan": ["lr": 0.01, "weight_decay": 0.5, "no_prox": true]],
        ["spam": ["lr": 0.01, "weight_decay": 0.5]],
        ["muon": ["lr": 0.01, "weight_decay": 0.5, "adam_weight_decay": 0.5]],
    ].map { OptimizerCase($0) }
}

/// The loss L = ½ Σ λθ² of a 2 × 3 weight and a bias of 2, with a different curvature λ for each.
enum Bowl {
    static let curvatures = [1, 0.5, 2, 0.75, 1.5, 0.25, 1.25, 0.6]
    static let start = [0.8, -0.6, 0.4, 0.7, -0.5, 0.9, -0.7, 0.55]

    static func gradient(_ place: [Double]) -> [Double] { zip(curvatures, place).map { $0 * $1 } }

    static func loss(_ place: [Double]) -> Double {
        zip(curvatures, place).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
    }
}

/// Paths of Adam on one coordinate.
enum AdamPaths {
    /// Gradients of varying sign and size, which fall by three decades half-way.
    static let gradients: [Double] = (0..<60).map { index in
        let size: Double = index < 30 ? 1 : 1e-3
        return size * (Double((index * 37) % 23) - 9.5)
    }

    static func adam(_ change: (inout Adam) -> Void = { _ in }) -> Adam {
        var adam = Adam()
        adam.learningRate = 0.01
        change(&adam)
        return adam
    }

    /// The parameters after each gradient, starting from 0.
    static func path(_ rule: any Optimizer, _ gradients: [Double]) -> [Double] {
        let walk = OptimizerWalk(rule, from: [0])
        return gradients.map { walk.step([$0])[0] }
    }
}
