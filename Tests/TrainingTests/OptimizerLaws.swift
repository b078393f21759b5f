import TestSupport
import Testing

@testable import Training

/// What holds for every optimizer of the catalogue, with settings that switch all of its parts on.
@Suite struct OptimizerLaws {
    /// One optimizer as an author writes it.
    struct Case: Sendable, CustomTestStringConvertible {
        var value: Value
        var testDescription: String { "\(value)" }

        init(_ value: Value) { self.value = value }

        /// Every optimizer with its defaults and a useful rate.
        static let bare = Catalogue.optimizers.map { Case(.map([.init($0.name, ["lr": 0.01])])) }

        static let all =
            bare + [
                Case(["sgd": ["lr": 0.02, "momentum": 0.9]]),
                Case(["sgd": ["lr": 0.05, "momentum": 0.9, "dampening": 0.9]]),
                Case(["sgd": ["lr": 0.02, "momentum": 0.8, "nesterov": true]]),
                Case(["adam": ["lr": 0.01, "beta1": 0, "beta2": 0.9, "eps": 1e-3]]),
                Case(["adam": ["lr": 0.01, "amsgrad": true]]),
                Case(["adam": ["lr": 0.01, "beta2": 0.99, "eps": 0]]),
            ]

        static let decaying = [
            Case(["sgd": ["lr": 0.02, "weight_decay": 0.5]]),
            Case(["adam": ["lr": 0.01, "weight_decay": 0.5]]),
            Case(["adam": ["lr": 0.01, "weight_decay": 0.5, "decoupled_weight_decay": true]]),
        ]
    }

    private func loop(_ optimizer: any Optimizer, steps: Int) -> TrainingLoop {
        var model = Quadratic()
        model.eigenvalues = [1, 0.5, 2]
        model.isRotated = true
        model.start = [0.8, -0.6, 0.4]
        return TrainingLoop(model: model, optimizer: optimizer, steps: steps, seed: 2)
    }

    @Test(arguments: Case.all + Case.decaying)
    func roundTripsItsSettings(_ subject: Case) throws {
        let optimizer = try Units.optimizer(subject.value)
        let again = try type(of: optimizer).init(reading: optimizer.resolved)
        #expect(again.resolved == optimizer.resolved)
        // What was written is what is held.
        let written = try #require(subject.value.entries.first)
        for entry in written.value.entries {
            #expect(optimizer.resolved[entry.name] == entry.value)
        }
    }

    @Test(arguments: Catalogue.optimizers.map { $0.name })
    func documentsEverySetting(name: String) throws {
        let unit = try #require(Catalogue.optimizers.first { $0.name == name })
        try check(unit)
    }

    private func check<Unit: Optimizer>(_ unit: Unit.Type) throws {
        #expect(unit.summary.hasSuffix("."))
        #expect(Set(unit.settings.map(\.name)).count == unit.settings.count)
        for setting in unit.settings {
            #expect(setting.documentation.hasSuffix(".") && !setting.allowed.isEmpty, "\(setting.name)")
            // A default is itself allowed, and writing it changes nothing.
            var copy = unit.init()
            try setting.write(&copy, setting.read(unit.init()))
            #expect(copy.resolved == unit.init().resolved, "\(setting.name)")
        }
    }

    @Test(arguments: Case.all)
    func staysWhereTheGradientIsZero(_ subject: Case) throws {
        let optimizer = try Units.optimizer(subject.value)
        // Without ε a zero gradient is 0/0: divergence, which the laws of the loop cover.
        if optimizer.resolved["eps"] == .number(0) { return }
        var parameters = [1.5, -2, 0]
        var state = OptimizerState(count: 3)
        for _ in 0..<5 { optimizer.update(&state, &parameters, gradient: [0, 0, 0]) }
        #expect(parameters == [1.5, -2, 0])
    }

    @Test(arguments: Case.decaying)
    func shrinksParametersWithoutGradientUnderWeightDecay(_ subject: Case) throws {
        let optimizer = try Units.optimizer(subject.value)
        var parameters = [1.5, -2, 0]
        var state = OptimizerState(count: 3)
        optimizer.update(&state, &parameters, gradient: [0, 0, 0])
        #expect(parameters[0] < 1.5 && parameters[0] > 0 && parameters[1] > -2 && parameters[1] < 0)
        #expect(parameters[2] == 0)
    }

    @Test(arguments: Case.all + Case.decaying)
    func descendsAQuadratic(_ subject: Case) throws {
        let optimizer = try Units.optimizer(subject.value)
        let trace = try #require(loop(optimizer, steps: 150).run())
        let losses = trace[.loss]
        let last = try #require(losses.last)
        #expect(trace.outcome == .completed)
        #expect(last < 0.5 * losses[0])
    }

    @Test(arguments: Case.bare)
    func climbsWhenItMaximizes(_ subject: Case) throws {
        let name = try #require(subject.value.entries.first).name
        let climbing = subject.value.setting([name, "maximize"], to: true)
        // A few optimizers may lack the setting.
        guard let optimizer = try? Units.optimizer(climbing) else { return }
        #expect(optimizer.direction == -1)
        let trace = try #require(loop(optimizer, steps: 30).run())
        let losses = trace[.loss]
        #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 < $1 })
        let descending = try Units.optimizer(climbing.setting([name, "maximize"], to: false))
        #expect(descending.direction == 1)
    }

    @Test(arguments: Case.all + Case.decaying)
    func repeatsItselfBitForBit(_ subject: Case) throws {
        let optimizer = try Units.optimizer(subject.value)
        #expect(loop(optimizer, steps: 50).run() == loop(optimizer, steps: 50).run())
    }

    @Test(arguments: Case.all)
    func treatsCoordinatesAlike(_ subject: Case) throws {
        let optimizer = try Units.optimizer(subject.value)
        var state = OptimizerState(count: 3)
        var parameters = [1.0, 2, 3]
        var turnedState = OptimizerState(count: 3)
        var turned = [3.0, 1, 2]
        for step in 1...20 {
            let gradient = [Double(step), 1 / Double(step), step % 3 == 0 ? -2.0 : 0.5]
            optimizer.update(&state, &parameters, gradient: gradient)
            optimizer.update(&turnedState, &turned, gradient: [gradient[2], gradient[0], gradient[1]])
        }
        #expect(turned == [parameters[2], parameters[0], parameters[1]])
    }

    @Test(arguments: Case.all)
    func turnsWithTheSignOfTheGradient(_ subject: Case) throws {
        let optimizer = try Units.optimizer(subject.value)
        var (one, other) = (OptimizerState(count: 1), OptimizerState(count: 1))
        var (ahead, behind) = ([0.25], [-0.25])
        for step in 1...20 {
            let slope = Double((step * 7) % 5) - 1.75
            optimizer.update(&one, &ahead, gradient: [slope])
            optimizer.update(&other, &behind, gradient: [-slope])
        }
        #expect(ahead[0] == -behind[0])
    }

    @Test(arguments: Case.all)
    func movesByItsPreconditionerWhenTheGradientIsSteady(_ subject: Case) throws {
        // After many equal gradients a momentum is g itself, times 1/(1 − μ) for an undamped heavy ball.
        let optimizer = try Units.optimizer(subject.value)
        var state = OptimizerState(count: 2)
        var parameters = [0.0, 0]
        var before = parameters
        for _ in 0..<400 {
            before = parameters
            optimizer.update(&state, &parameters, gradient: [2, -0.5])
        }
        var diagonal = [0.0, 0]
        optimizer.preconditioner(state, into: &diagonal)
        var gain = 1.0
        if let rule = optimizer as? SGD { gain = (1 - rule.dampening) / (1 - rule.momentum) }
        for (i, gradient) in [2, -0.5].enumerated() {
            let expected = -optimizer.learningRate * gain * diagonal[i] * gradient
            #expect(relativeDeviation(parameters[i] - before[i], expected) < 1e-11)
        }
    }
}

extension Value {
    /// The named values of a map; none for anything else.
    fileprivate var entries: [Entry] {
        if case .map(let entries) = self { entries } else { [] }
    }
}
