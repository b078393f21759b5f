import Analysis
import Settings
import TestSupport
import Testing
import Traces

@testable import Experiments

/// Runs, from the written experiment to the analysed trace.
@Suite struct Simulations {
    @Test func divergeAsAnOutcomeNotAsAnError() throws {
        let run = try Runs.result(["model": "quadratic", "optimizer": ["sgd": ["lr": 2.5]], "steps": 5_000])
        guard case .diverged(let step) = run.trace.outcome else {
            Issue.record("it should have diverged")
            return
        }
        #expect(run.trace.count == step && step < 1_000 && run.phases.last?.last == step)
        #expect(run.crossings.first { $0.quantity == .lambdaMax }?.last == step)
        #expect(run.spikes.count == 1 && run.spikes[0].spike.end == nil)
    }

    @Test(
        arguments: [
            ["adam": ["lr": 0]], ["adam": ["eps": 0]], ["sgd": ["lr": 0, "momentum": 0.9]],
            ["adam": ["beta1": 0, "beta2": 0]],
            ["adam": ["lr": 1e300]], ["sgd": ["lr": 1e308]],
            ["adam": ["weight_decay": 1e10, "decoupled_weight_decay": true]],
            ["sgd": ["momentum": 0.9, "dampening": 1]],
        ] as [Value],
        [[1], [0], [1e-320], [1e150], []] as [Value]
    )
    func surviveWhatIsExtreme(optimizer: Value, start: Value) throws {
        let run = try Runs.result([
            "model": ["quadratic": ["eigenvalues": [1, 0, -1e-3], "start": start]], "optimizer": optimizer, "steps": 60,
            "diverged_above": 1e308, "detector": ["z": 5],
        ])
        #expect(run.trace.count >= 1 && run.phases.last?.last == run.trace.count)
        if case .diverged(let step) = run.trace.outcome { #expect(step == run.trace.count) }
    }

    @Test func giveNothingWhenCancelled() throws {
        let run = try Runs.specification(["model": "quadratic", "optimizer": "adam", "steps": 1_000])
        #expect(try run.run(isCancelled: { true }) == nil)
        #expect(try run.run() != nil)
    }

    @Test func repeatThemselvesBitForBit() throws {
        let tree: Value = [
            "model": ["quadratic": ["eigenvalues": [4, 1, 0.1], "rotated": true, "start": []]],
            "optimizer": ["adam": ["lr": 0.15, "beta2": 0.95]], "steps": 300, "seed": 4,
        ]
        let (one, other) = (try Runs.result(tree), try Runs.result(tree))
        #expect(one.trace == other.trace && one.spikes == other.spikes && one.phases == other.phases)
        #expect(try Runs.result(tree.setting(["seed"], to: 5)).trace != one.trace)
    }

    /// Whatever value replaces another one is read, or refused with at least one fault, without a crash.
    @Test(
        arguments: [
            .null, .flag(true), .number(-1), .number(0.5), .number(.nan), .number(1e300), .text(""), .text("x"),
            .list([]),
            .list([.null]), .list([.map([])]), .map([]), .map([.init("x", .null)]), .map([.init("", .null)]),
        ] as [Value]
    )
    func areReadOrRefused(wrong: Value) {
        for tree in [Self.bowl, Self.network] {
            for path in paths(tree) { readOrRefuse(tree.setting(path, to: wrong), path) }
        }
    }

    private static let bowl: Value = [
        "model": ["quadratic": ["eigenvalues": [1, 2], "start": [1]]], "optimizer": ["adam": ["lr": 0.1]], "steps": 3,
        "seeds": [1, 2], "probes": ["state"], "detector": ["rise": 1], "diverged_above": 10,
        "sweep": ["optimizer.adam.lr": [0.1]], "at": ["2": ["optimizer.adam.lr": 0.1]],
        "bisect": ["setting": "optimizer.adam.lr", "low": 0, "high": 1, "until": "grows"],
    ]

    private static let network: Value = [
        "model": ["mlp": ["widths": [1, 4, 1], "activation": "relu", "bias": false]],
        "data": ["shifts": ["parts": [["from": 1, "data": ["sines": ["points": 8]]]]]],
        "loss": ["mse": [:]], "batch": ["size": 4, "order": "shuffled"], "initial": ["normal": [:]],
        "optimizer": "adam", "schedule": ["steps": ["changes": [["at": 2, "factor": 0.5]]]],
        "guards": ["clip-norm": ["limit": 1]], "layers": ["match": "*", "lr": 1, "gradient": 1],
        "second_moment": ["chi-square": ["scale": 1]],
        "rollback": ["rise": 1, "every": 2, "back": 2, "second_moment": [1], "batches": "same"],
        "precision": "float32", "steps": 3, "full_loss": 2, "probes": ["layers": ["every": 1, "sample": 4]],
        "sweep": ["batch.size": [4]],
    ]

    private func readOrRefuse(_ tree: Value, _ path: [String]) {
        do {
            #expect(try !Experiment(reading: tree).members.isEmpty)
        } catch let error as SettingFaults {
            #expect(!error.faults.isEmpty && error.faults.allSatisfy { !$0.message.isEmpty }, "\(path)")
        } catch {
            Issue.record("\(path): \(error)")
        }
    }

    @Test func areReadWhenNothingIsWrong() throws {
        #expect(Runs.faults(Self.bowl).isEmpty && Runs.faults(Self.network).isEmpty)
        let run = try #require(try Experiment(reading: Self.network).members.first).specification
        #expect(try run.run()?.trace.count == 3)
    }

    private func paths(_ value: Value) -> [[String]] {
        guard case .map(let entries) = value else { return [[]] }
        return [[]] + entries.flatMap { entry in paths(entry.value).map { [entry.name] + $0 } }
    }
}
