import Settings
import TestSupport
import Testing

@testable import Experiments

/// The keys of runs, under which results are stored.
@Suite struct RunKeys {
    private static let plain: Value = [
        "model": ["quadratic": ["start": 1]], "optimizer": ["adam": ["lr": 0.05, "beta2": 0.99]], "steps": 10,
    ]

    private func key(_ tree: Value) throws -> RunKey { RunKey(try Runs.specification(tree)) }

    @Test func areDigests() throws {
        let text = try key(Self.plain).text
        #expect(text.count == 64 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }

    @Test func doNotDependOnHowAnExperimentIsWritten() throws {
        let one = try key(Self.plain)
        let reordered: Value = [
            "steps": 10, "optimizer": ["adam": ["beta2": 0.99, "lr": 0.05]], "model": ["quadratic": ["start": 1]],
        ]
        #expect(try key(reordered) == one)
        let defaults = reordered.setting(["seed"], to: 0).setting(["optimizer", "adam", "beta1"], to: 0.9)
            .setting(["probes"], to: ["moments", "curvature"]).setting(["detector"], to: [:])
            .setting(["diverged_above"], to: 1e100)
        #expect(try key(defaults) == one)
        #expect(try key(Self.plain.setting(["model"], to: "quadratic")) == one)
        #expect(try key(Self.plain.setting(["model", "quadratic", "start"], to: [1])) == one)
        #expect(try key(Self.plain.setting(["sweep"], to: ["optimizer.adam.lr": [0.05]])) == one)
        #expect(try key(Self.plain.setting(["seeds"], to: [0])) == one)
    }

    @Test func changeWithAllThatDecidesAResult() throws {
        let changes: [([String], Value)] = [
            (["steps"], 11), (["seed"], 1), (["optimizer", "adam", "lr"], 0.051),
            (["optimizer", "adam", "amsgrad"], true),
            (["optimizer", "adam", "eps"], 1e-7), (["optimizer"], "sgd"), (["model", "quadratic", "start"], 2),
            (["model", "quadratic", "eigenvalues"], [1, 1]), (["model", "quadratic", "rotated"], true),
            (["probes"], ["curvature"]), (["probes"], ["curvature", "moments", "state"]),
            (["diverged_above"], 1e99), (["at", "5", "optimizer.adam.lr"], 1), (["at", "6", "optimizer.adam.lr"], 1),
            (["at", "5", "optimizer.adam.lr"], 2), (["at", "5", "optimizer.adam.eps"], 1),
            (["bisect"], ["setting": "optimizer.adam.lr", "high": 5]),
            (["bisect"], ["setting": "optimizer.adam.lr", "high": 6]),
            (["bisect"], ["setting": "optimizer.adam.lr", "high": 5, "until": "spikes"]),
        ]
        let keys = try changes.map { try key(Self.plain.setting($0.0, to: $0.1)) }
        #expect(Set(keys + [try key(Self.plain)]).count == changes.count + 1)
    }

    @Test func haveNothingOfTheDetectorUnlessABisectionAsksIt() throws {
        func changes(_ tree: Value) throws -> Bool {
            try key(tree) != key(tree.setting(["detector", "window"], to: 6))
        }
        func bisecting(_ behaviour: String) -> Value {
            Self.plain.setting(["bisect"], to: ["setting": "optimizer.adam.lr", "high": 5, "until": .text(behaviour)])
        }
        #expect(try !changes(Self.plain) && !changes(bisecting("grows")) && !changes(bisecting("crosses")))
        #expect(try changes(bisecting("spikes")))
        var code = CoreCode.compiled
        code.analysis = "another"
        let (plain, asking) = try (Runs.specification(Self.plain), Runs.specification(bisecting("spikes")))
        #expect(RunKey(plain, code: code) == RunKey(plain) && RunKey(asking, code: code) != RunKey(asking))
    }

    @Test func changeWithTheLossThatTheDetectorWants() throws {
        let tree: Value = [
            "model": ["mlp": ["widths": [10, 3, 1]]], "data": ["sine-of-sum": ["samples": 8]], "optimizer": "sgd",
            "steps": 5, "batch": 2,
        ]
        #expect(try key(tree) != key(tree.setting(["detector", "series"], to: "full_loss")))
    }

    @Test func changeWithTheRunsThatAreNeeded() throws {
        let run = try Runs.specification(Self.plain)
        let (a, b) = (RunKey(text: "a"), RunKey(text: "b"))
        #expect(RunKey(run) != RunKey(run, needs: [a]) && RunKey(run, needs: [a]) != RunKey(run, needs: [b]))
        #expect(RunKey(run, needs: [a, b]) == RunKey(run, needs: [b, a]))
    }

    @Test func holdTheCoresVersion() throws {
        let identity = RunKey.identity(try Runs.specification(Self.plain), needs: [])
        #expect(identity["core"] == .text(CoreVersion.digest) && CoreVersion.digest.count == 64)
        #expect(identity["format"] == .number(Double(RunRecord.format)))
    }

    @Test func canBeReadBackFromTheirCanonicalForm() throws {
        // The canonical form is itself a valid experiment with the same key.
        let tree = Self.plain.setting(["at", "5", "optimizer.adam.lr"], to: 1).setting(["seed"], to: 3)
        let run = try Runs.specification(tree)
        #expect(try key(run.canonical) == RunKey(run))
    }
}
