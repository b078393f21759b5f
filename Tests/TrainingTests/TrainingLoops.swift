import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// The training loop.
@Suite struct TrainingLoops {
    private func loop(_ optimizer: Value, steps: Int, eigenvalues: [Double] = [1], start: [Double] = [1]) throws
        -> TrainingLoop
    {
        var model = Quadratic()
        (model.eigenvalues, model.start) = (eigenvalues, start)
        return TrainingLoop(model: model, optimizer: try Units.optimizer(optimizer), steps: steps)
    }

    @Test func recordsARowAStep() throws {
        let trace = try #require(try loop(["sgd": ["lr": 0.5]], steps: 4).run())
        #expect(trace.count == 4 && trace.outcome == .completed)
        #expect(trace[.loss] == [0.5, 0.125, 0.03125, 0.0078125])
        #expect(trace[.gradNorm] == [1, 0.5, 0.25, 0.125])
        #expect(trace[.updateNorm] == [0.5, 0.25, 0.125, 0.0625])
        #expect(trace[.lr] == [0.5, 0.5, 0.5, 0.5] && trace[.threshold] == [4, 4, 4, 4])
        #expect(trace[.sumV].allSatisfy(\.isNaN) && trace[.effectiveRate].allSatisfy(\.isNaN))
    }

    @Test func takesNormsOverAllCoordinates() throws {
        let trace = try #require(try loop(["sgd": ["lr": 0.5]], steps: 1, eigenvalues: [1, 2], start: [3, 2]).run())
        #expect(trace[.gradNorm] == [5] && trace[.updateNorm] == [2.5])
        let tiny = try #require(
            try loop(["sgd": ["lr": 0.5]], steps: 1, eigenvalues: [1, 1], start: [3e-200, 4e-200]).run()
        )
        #expect(relativeDeviation(tiny[.gradNorm][0], 5e-200) < 1e-15)
    }

    @Test(
        arguments: [
            [], [CurvatureProbe()], [MomentsProbe()], [MomentsProbe(), CurvatureProbe()],
        ] as [[any Probe]]
    )
    func isNotDisturbedByProbes(probes: [any Probe]) throws {
        for rule in [["adam": ["lr": 0.1, "beta2": 0.9]], ["sgd": ["lr": 0.1, "momentum": 0.5]]] as [Value] {
            var plain = try loop(rule, steps: 60, eigenvalues: [1, 2, 3], start: [])
            plain.probes = []
            plain.recordsState = true
            var probed = plain
            probed.probes = probes
            let (one, other) = (try #require(try plain.run()), try #require(try probed.run()))
            #expect(one.states == other.states)
            #expect(one[.loss] == other[.loss] && one[.updateNorm] == other[.updateNorm])
            probed.recordsState = false
            let silent = try #require(try probed.run())
            #expect(silent[.loss] == one[.loss] && silent.states.isEmpty)
        }
    }

    @Test func keepsTheStatesOfAllCoordinates() throws {
        var loop = try loop(["adam": ["lr": 0.1]], steps: 3, eigenvalues: [1, 4], start: [2, -1])
        loop.recordsState = true
        let states = try #require(try loop.run()).states
        #expect(states.map(\.step) == [1, 1, 2, 2, 3, 3] && states.map(\.coordinate) == [0, 1, 0, 1, 0, 1])
        #expect(states[0].theta == 2 && states[1].theta == -1 && states[0].gradient == 2 && states[1].gradient == -4)
        #expect(relativeDeviation(states[1].m, -0.4) < 1e-15 && relativeDeviation(states[1].v, 0.016) < 1e-13)
        #expect(relativeDeviation(states[1].vHat, 16) < 1e-12)
    }

    @Test func saysWhereItDiverged() throws {
        // |x| doubles in each step, so x²/2 exceeds 5e5 at step 11.
        var loop = try loop(["sgd": ["lr": 3]], steps: 50)
        loop.divergenceLimit = 5e5
        let trace = try #require(try loop.run())
        #expect(trace.outcome == .diverged(step: 11))
        #expect(trace.count == 11 && trace[.loss].last == 524_288)
        #expect(trace[.loss].dropLast().allSatisfy { $0 <= 5e5 })
        // A loss equal to the limit is not above it.
        loop.divergenceLimit = 524_288
        let later = try #require(try loop.run())
        #expect(later.outcome == .diverged(step: 12))
    }

    @Test func divergesAtInfinityWithoutALimit() throws {
        var loop = try loop(["sgd": ["lr": 1e30]], steps: 50)
        loop.divergenceLimit = .greatestFiniteMagnitude
        let trace = try #require(try loop.run())
        guard case .diverged(let step) = trace.outcome else {
            Issue.record("it should have diverged")
            return
        }
        #expect(trace.count == step && step < 10)
    }

    @Test func givesNothingWhenCancelled() throws {
        let loop = try loop(["sgd": ["lr": 0.1]], steps: 2_000)
        var asked = 0
        let trace = try loop.run {
            asked += 1
            return asked == 3
        }
        #expect(trace == nil && asked == 3)
    }

    @Test func staysPutAtRateZero() throws {
        for rule in [["adam": ["lr": 0]], ["sgd": ["lr": 0, "momentum": 0.9]]] as [Value] {
            let trace = try #require(try loop(rule, steps: 5).run())
            #expect(trace.outcome == .completed && trace[.loss] == [0.5, 0.5, 0.5, 0.5, 0.5])
            #expect(trace[.threshold].allSatisfy { $0 == .infinity } && trace[.lambdaMax].allSatisfy(\.isFinite))
        }
    }

    @Test(arguments: [1, 3])
    func survivesZeroOverZero(dimension: Int) throws {
        // Without ε, a zero gradient gives 0/0 in the first step.
        let start = [Double](repeating: 0, count: dimension)
        let eigenvalues = [Double](repeating: 1, count: dimension)
        let trace = try #require(try loop(["adam": ["eps": 0]], steps: 5, eigenvalues: eigenvalues, start: start).run())
        #expect(trace.outcome == .diverged(step: 1) && trace.count == 1)
        #expect(trace[.loss] == [0] && trace[.updateNorm][0].isNaN)
    }

    @Test func survivesACoordinateWithoutGradient() throws {
        let trace = try #require(
            try loop(["adam": ["lr": 0.1]], steps: 50, eigenvalues: [1, 0], start: [1, 1]).run()
        )
        #expect(trace.outcome == .completed && trace[.lambdaMax].allSatisfy { $0.isFinite && $0 > 0 })
        #expect(trace[.effectiveRate].allSatisfy { $0 == .infinity })
    }

    @Test func changesTheRuleBeforeTheStepNamed() throws {
        var loop = try loop(["sgd": ["lr": 0.5]], steps: 5)
        loop.interventions[3] = try Units.optimizer(["sgd": ["lr": 0]])
        let trace = try #require(try loop.run())
        #expect(trace[.lr] == [0.5, 0.5, 0, 0, 0])
        #expect(trace[.loss] == [0.5, 0.125, 0.03125, 0.03125, 0.03125])
    }

    @Test func keepsTheMomentsOverAnIntervention() throws {
        var loop = try loop(["adam": ["lr": 0.1, "beta2": 0.9]], steps: 40)
        let plain = try #require(try loop.run())
        // Setting the same optimizer again changes nothing. Another ε acts from its step on only.
        loop.interventions[20] = loop.optimizer
        #expect(try loop.run() == plain)
        loop.interventions[20] = try Units.optimizer(["adam": ["lr": 0.1, "beta2": 0.9, "eps": 1]])
        let changed = try #require(try loop.run())
        #expect(changed[.loss].prefix(20) == plain[.loss].prefix(20) && changed[.loss][20] != plain[.loss][20])
        #expect(changed[.sumV].prefix(20) == plain[.sumV].prefix(20))
    }

    @Test func turnsTheCurvatureWithTheDirection() throws {
        var loop = try loop(["sgd": ["lr": 0.1]], steps: 4)
        loop.interventions[3] = try Units.optimizer(["sgd": ["lr": 0.1, "maximize": true]])
        let trace = try #require(try loop.run())
        #expect(trace[.lambdaMaxH] == [1, 1, -1, -1])
    }
}
