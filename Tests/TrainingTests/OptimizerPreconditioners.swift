import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// D, c and v̂, compared with the steps.
@Suite struct OptimizerPreconditioners {
    /// Optimizers without a D, for which a trace has no λ_max(Ĥ).
    private static let without: Set<String> = ["lion", "muon"]

    @Test(arguments: OptimizerCase.all)
    func existUnlessTheStepIsNoDiagonalTimesTheGradient(_ subject: OptimizerCase) throws {
        let walk = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small)
        for _ in 0..<3 { walk.step(Bowl.gradient(walk.place)) }
        #expect((walk.preconditioner == nil) == Self.without.contains(subject.name))
        #expect(walk.momentumFactor > 0)
        if let diagonal = walk.preconditioner { #expect(diagonal.allSatisfy { $0 > 0 && $0.isFinite }) }
        if let moment = walk.correctedSecondMoment { #expect(moment.allSatisfy { $0 > 0 && $0.isFinite }) }
    }

    @Test(arguments: OptimizerCase.all.filter { !without.contains($0.name) })
    func giveTheStepOfASteadyGradient(_ subject: OptimizerCase) throws {
        // A growing momentum or a recovering rate never becomes steady.
        if subject.name == "nadam", subject.value["nadam"]?["momentum_decay"] == nil { return }
        // After many equal gradients the momentum equals g, times 1/(1 − μ) for an undamped heavy ball.
        let walk = OptimizerWalk(try subject.rule, from: [0, 0])
        var before = walk.place
        for _ in 0..<400 {
            before = walk.place
            walk.step([2, -0.5])
        }
        let diagonal = try #require(walk.preconditioner)
        var gain = 1.0
        if let rule = walk.optimizer as? SGD { gain = (1 - rule.dampening) / (1 - rule.momentum) }
        if let rule = walk.optimizer as? RMSProp { gain = 1 / (1 - rule.momentum) }
        if subject.value["lcmadam"]?["reading"] == .text("text") || subject.name == "spam" { return }
        for (i, gradient) in [2, -0.5].enumerated() {
            let expected = -walk.optimizer.learningRate * gain * diagonal[i] * gradient
            #expect(abs(walk.place[i] - before[i] - expected) < 1e-11 * abs(expected) + 1e-14 * abs(before[i]))
        }
    }

    /// Optimizers without momentum.
    static let memoryless =
        [
            ["sgd": ["lr": 0.01]], ["rmsprop": ["lr": 0.01]], ["rmsprop": ["lr": 0.01, "centered": true]],
            ["adafactor": ["lr": 0.5]], ["adafactor": ["lr": 0.5, "d": 2, "eps1": 0.1, "eps2": 0.3]],
            ["adopt": ["lr": 0.01, "beta1": 0]], ["adopt": ["lr": 0.01, "beta1": 0, "clip": false, "eps": 0.5]],
            ["stableadamw": ["lr": 0.01, "beta1": 0, "weight_decay": 0]],
            ["adamw": ["lr": 0.01, "beta1": 0, "weight_decay": 0]],
            ["adam": ["lr": 0.01, "beta1": 0, "eps_inside": true]],
            ["adam": ["lr": 0.01, "beta1": 0, "v_floor": 0.2]],
            ["adam": ["lr": 0.01, "beta1": 0, "correct_second": false]],
            ["adam": ["lr": 0.01, "beta1": 0, "freeze_second": true]],
            ["amsgrad": ["lr": 0.01, "beta1": 0, "beta2": 0.5]],
            ["amsgrad": ["lr": 0.01, "beta1": 0, "beta2": 0.5, "order": "optax"]],
            ["amsgrad": ["lr": 0.01, "beta1": 0, "beta2": 0.5, "order": "reddi"]],
            ["nadam": ["lr": 0.01, "beta1": 0]], ["radam": ["lr": 0.01, "beta1": 0]],
            ["radam": ["lr": 0.01, "beta1": 0, "v_floor": 0.2, "eps_inside": true]],
            ["adabelief": ["lr": 0.01, "beta1": 0, "eps": 1e-3]],
            ["lcmadam": ["lr": 0.01, "beta1": 0]], ["lcmadam": ["lr": 0.01, "beta1": 0, "reading": "text"]],
            ["spam": ["lr": 0.01, "beta1": 0]],
            ["spam": ["lr": 0.01, "beta1": 0, "interval": 7, "warmup": 3, "clip_after": 2, "threshold": 0.5]],
        ].map { OptimizerCase($0) }

    @Test(arguments: memoryless, [false, true])
    func giveEveryStepWithoutMomentum(_ subject: OptimizerCase, isUp: Bool) throws {
        let walk = OptimizerWalk(try subject.setting("maximize", .flag(isUp)).rule, from: Bowl.start, layout: .small)
        let rule = walk.optimizer
        for step in 0..<25 {
            let before = walk.place
            let gradient = (0..<8).map { index in Double((step * 31 + index * 17) % 23) / 7 - 1.5 }
            walk.step(gradient)
            let diagonal = try #require(walk.preconditioner)
            let expected = (0..<8).map { before[$0] - rule.learningRate * rule.direction * diagonal[$0] * gradient[$0] }
            #expect(largestDifference(walk.place, expected) <= 1e-14, "step \(step + 1)")
        }
    }

    /// Settings of an optimizer for which D = 1/1e9 for any gradient, and the rate is constant.
    struct Steady: Sendable, CustomTestStringConvertible {
        var name: String
        var settings: Value
        var testDescription: String { "\(name) \(settings)" }

        static let all: [Steady] = [
            .init(name: "rmsprop", settings: ["eps": 1e9, "momentum": 0.7]),
            .init(name: "adam", settings: ["eps": 1e9, "beta1": 0.5]), .init(name: "adamw", settings: ["eps": 1e9]),
            .init(name: "adam", settings: ["v_floor": 1e18, "eps": 0]),
            .init(name: "adam", settings: ["eps_inside": true, "eps": 1e18]),
            .init(name: "amsgrad", settings: ["eps": 1e9]), .init(name: "stableadamw", settings: ["eps": 1e9]),
            .init(name: "adopt", settings: ["eps": 1e9]),
            .init(name: "lcmadam", settings: ["eps": 1e9, "initial": 1, "min": 1, "max_change": 0]),
            .init(name: "adan", settings: ["eps": 1e9]), .init(name: "adan", settings: ["eps": 1e9, "c": "optax"]),
            .init(name: "adan", settings: ["eps": 1e9, "beta1": 0.5, "beta2": 0.7]),
            .init(name: "spam", settings: ["eps": 1e9, "interval": 0, "beta2": 0.9]),
        ]

        /// The optimizer on x²/2, at a multiple `share` of the rate at which c·D·H = 2/η without biases.
        func walk(share: Double) throws -> OptimizerWalk<Double> {
            var subject = OptimizerCase(.map([.init(name, settings)]))
            if try subject.has("weight_decay") { subject = subject.setting("weight_decay", 0) }
            let probe = OptimizerWalk(try subject.rule, from: [1e-60])
            for _ in 0..<5_000 { probe.step([1e-60]) }
            let diagonal = try #require(probe.preconditioner)[0]
            var rule = try subject.rule
            rule.learningRate = share * 2 / (probe.momentumFactor * diagonal)
            return OptimizerWalk(rule, from: [1e-60])
        }
    }

    @Test(arguments: Steady.all)
    func makeTheBoundOfStability(_ steady: Steady) throws {
        for (share, converges) in [(0.997, true), (1.003, false)] {
            let walk = try steady.walk(share: share)
            for _ in 0..<400 { walk.step(walk.place) }
            let early = abs(walk.place[0])
            for _ in 0..<400 { walk.step(walk.place) }
            #expect(converges ? abs(walk.place[0]) < 0.9 * early : abs(walk.place[0]) > 1.1 * early, "share \(share)")
        }
    }
}
