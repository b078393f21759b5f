import Settings
import Tensors
import TestSupport
import Testing
import Traces

@testable import Training

/// Runs that roll back to a checkpoint.
@Suite struct LoopRollbacks {
    /// The rollbacks: the step after which each was made, and the step before whose update its state was stored.
    private func returns(_ trace: Trace) -> [(after: Int, to: Int)] {
        trace.events.filter { $0.kind == .rollback }.map { ($0.step, Int($0.value)) }
    }

    /// The state at a step, without the step's number.
    private func states(_ trace: Trace, at step: Int) -> [StateRecord] {
        trace.states.filter { $0.step == step }.map { record in
            var copy = record
            copy.step = 0
            return copy
        }
    }

    @Test func withNothingElseMeetTheSameSpikeBitForBit() throws {
        var loop = try ReferenceNet.loop(["adam": ["lr": 0.05]], steps: 500)
        loop.rollback = try Rollback(reading: ["limit": 3])
        let trace = try #require(try loop.run())
        let found = returns(trace)
        try #require(found.count == 3)
        let losses = trace[.loss]
        let length = found[0].after - found[0].to + 1
        #expect(length >= 60 && length < 90)
        for (after, to) in found {
            #expect(to == found[0].to)
            #expect((0..<length).allSatisfy { losses[after + $0] == losses[to - 1 + $0] })
        }
        #expect(found.map(\.after) == (0..<3).map { found[0].after + $0 * length })
        // Once the limit is reached, the run continues through the spike that it met before.
        #expect(trace.events.last == TraceEvent(step: found[2].after + length, kind: .exhausted, value: 3))
        loop.rollback = nil
        let plain = try #require(try loop.run())
        #expect(losses.prefix(found[0].after) == plain[.loss].prefix(found[0].after))
        let rest = losses[(found[2].after + length)...]
        #expect(Array(rest) == Array(plain[.loss][found[0].after..<found[0].after + rest.count]))
    }

    @Test(
        arguments: [
            ["adam": ["lr": 0.5]], ["nadam": ["lr": 0.3]], ["radam": ["lr": 0.5]], ["adafactor": ["lr": 0.5]],
            ["amsgrad": ["lr": 0.5]], ["adabelief": ["lr": 0.5]], ["adopt": ["lr": 0.5]], ["adan": ["lr": 0.3]],
            ["lion": ["lr": 0.2]], ["spam": ["lr": 0.5]], ["stableadamw": ["lr": 0.5]], ["lcmadam": ["lr": 0.1]],
            ["muon": ["lr": 0.5]], ["sgd": ["lr": 0.8, "momentum": 0.9]], ["rmsprop": ["lr": 0.2, "momentum": 0.5]],
        ] as [Value],
        TrainingLoop.Precision.allCases
    )
    func restoreAllThatARuleRemembers(optimizer: Value, precision: TrainingLoop.Precision) throws {
        var loop = try TinyNet.loop(optimizer, steps: 60, batch: 8)
        // With these settings any rise triggers a rollback.
        loop.rollback = try Rollback(reading: ["rise": 1e-3, "every": 3, "back": 5, "limit": 2, "window": 20])
        (loop.precision, loop.recordsState) = (precision, true)
        let trace = try #require(try loop.run())
        let found = returns(trace)
        try #require(found.first.map { $0.after < trace.count } == true)
        for (after, to) in found where after < trace.count {
            #expect(states(trace, at: after + 1) == states(trace, at: to))
            #expect(trace[.loss][after] == trace[.loss][to - 1])
            #expect(trace[.updateNorm][after] == trace[.updateNorm][to - 1])
        }
    }

    @Test(arguments: ["skip", "replace"])
    func changeTheBatches(name: String) throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.3]], steps: 60, batch: 6)
        let settings: Value = ["rise": 0.1, "every": 4, "back": 8, "limit": 2, "batches": .text(name), "skip": 7]
        loop.rollback = try Rollback(reading: settings)
        loop.recordsState = true
        let trace = try #require(try loop.run())
        let found = returns(trace)
        try #require(found.count == 2)
        let objective = try loop.model.objective(loop.problem, in: Double.self)
        // Checks the batch and order of the first two steps after the first rollback.
        let (after, to) = found[0]
        let place = name == "skip" ? BatchPlace(to + 7) : BatchPlace(1, order: 1)
        for offset in 0..<2 {
            objective.advance(to: after + 1 + offset, batch: BatchPlace(place.number + offset, order: place.order))
            let point = states(trace, at: after + 1 + offset).map(\.theta)
            #expect(ArrayObjective(objective).loss(point) == trace[.loss][after + offset])
        }
        #expect(trace[.loss][after] != trace[.loss][to - 1])
        #expect(states(trace, at: after + 1).map(\.theta) == states(trace, at: to).map(\.theta))
    }

    @Test func raiseTheSecondMoment() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.5]], steps: 60)
        loop.rollback = try Rollback(reading: ["rise": 0.02, "every": 4, "back": 8, "limit": 1, "second_moment": [4]])
        loop.recordsState = true
        let trace = try #require(try loop.run())
        let (after, to) = try #require(returns(trace).first)
        for (new, old) in zip(states(trace, at: after + 1), states(trace, at: to)) {
            let before = (old.v - 0.001 * old.gradient * old.gradient) / 0.999
            #expect(new.theta == old.theta && new.gradient == old.gradient && new.m == old.m)
            #expect(relativeDeviation(new.v, 4 * 0.999 * before + 0.001 * old.gradient * old.gradient) < 1e-10)
        }
    }

    @Test(arguments: ["moments", "first"])
    func forget(what: String) throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.5]], steps: 60)
        loop.rollback = try Rollback(reading: ["rise": 0.02, "every": 4, "back": 8, "limit": 1, "reset": .text(what)])
        loop.recordsState = true
        let trace = try #require(try loop.run())
        let (after, to) = try #require(returns(trace).first)
        for (new, old) in zip(states(trace, at: after + 1), states(trace, at: to)) {
            let gradient = old.gradient
            #expect(new.theta == old.theta && relativeDeviation(new.m, 0.1 * gradient) < 1e-13)
            if what == "first" {
                #expect(new.v == old.v)
            } else {
                // The count of steps starts again, so v̂ = g².
                #expect(relativeDeviation(new.vHat, gradient * gradient) < 1e-12)
            }
        }
    }

    @Test func lowerTheRateForAWhile() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.5]], steps: 60)
        let settings: Value = ["rise": 0.02, "every": 4, "back": 8, "limit": 1, "rate": 0.5, "rate_steps": 5]
        loop.rollback = try Rollback(reading: settings)
        let trace = try #require(try loop.run())
        let (after, _) = try #require(returns(trace).first)
        let rates = trace[.lr]
        #expect(rates.prefix(after).allSatisfy { $0 == 0.5 } && rates[after..<after + 5].allSatisfy { $0 == 0.25 })
        #expect(rates[(after + 5)...].allSatisfy { $0 == 0.5 })
    }

    @Test func saveARunThatWouldDiverge() throws {
        // x is multiplied by 1 − 3 in each step.
        var loop = TrainingLoop(model: Quadratic(), optimizer: try Units.optimizer(["sgd": ["lr": 3]]), steps: 400)
        (loop.divergenceLimit, loop.probes) = (1e6, [])
        loop.rollback = try Rollback(reading: ["rise": 1e3, "limit": 5])
        let trace = try #require(try loop.run())
        #expect(returns(trace).count == 5 && trace.events.count == 6)
        #expect(trace.outcome == .diverged(step: trace.count) && trace.events.last?.kind == .exhausted)
        loop.rollback = try Rollback(reading: ["rise": 1e3, "rate": 0.1, "rate_steps": 1_000])
        let saved = try #require(try loop.run())
        #expect(saved.outcome == .completed && returns(saved).count == 1)
        #expect(try #require(saved[.loss].last) < 1e-20)
    }
}
