import Settings
import TestSupport
import Testing
import Training

@testable import Experiments

/// Experiments of many runs.
@Suite struct Sweeps {
    private let plain: Value = ["model": "quadratic", "optimizer": ["adam": ["lr": 0.1]], "steps": 10]

    private func members(_ changes: (String, Value)...) throws -> [Experiment.Member] {
        try Experiment(reading: changes.reduce(plain) { $0.setting([$1.0], to: $1.1) }).members
    }

    private func faults(_ sweep: Value) -> [SettingFault] { Runs.faults(plain.setting(["sweep"], to: sweep)) }

    @Test func takeEveryCombinationTheLastPathFastest() throws {
        let found = try members(("sweep", ["optimizer.adam.lr": [0.1, 0.2], "steps": [5, 6, 7]]))
        #expect(found.map(\.core.steps) == [5, 6, 7, 5, 6, 7])
        #expect(
            found.compactMap { ($0.core.optimizer as? Adam)?.learningRate } == [0.1, 0.1, 0.1, 0.2, 0.2, 0.2]
        )
        #expect(found[4].variant == "optimizer.adam.lr=0.2, steps=6")
    }

    @Test func takeTheRowsOfAList() throws {
        let found = try members(("sweep", [["steps": 5], ["steps": 6, "optimizer.adam.eps": 1]]))
        #expect(found.map(\.variant) == ["steps=5", "steps=6, optimizer.adam.eps=1"])
        #expect(found.compactMap { ($0.core.optimizer as? Adam)?.epsilon } == [1e-8, 1])
    }

    @Test func takeTheNamesOfVariants() throws {
        let named: Value = [["name": "plain"], ["name": "β2 0.9", "optimizer.adam.beta2": 0.9], ["steps": 5]]
        let found = try members(("sweep", named), ("seeds", 2))
        #expect(found.map(\.variant) == ["plain", "plain", "β2 0.9", "β2 0.9", "steps=5", "steps=5"])
        // A variant's name is shown and does not affect the key.
        let unnamed = try members(("sweep", [["optimizer.adam.beta2": 0.9]])).map { RunKey($0.specification) }
        #expect(RunKey(found[2].specification) == unnamed[0])
        #expect(RunKey(found[0].specification) == RunKey(try members()[0].specification))
    }

    @Test func giveEverySeedToEveryVariant() throws {
        let found = try members(("sweep", ["steps": [5, 6]]), ("seeds", 3))
        #expect(found.map(\.core.seed) == [0, 1, 2, 0, 1, 2])
        #expect(found.map(\.variant) == ["steps=5", "steps=5", "steps=5", "steps=6", "steps=6", "steps=6"])
        #expect(try members(("seeds", [4, 7])).map(\.core.seed) == [4, 7])
        #expect(try members(("seed", 9)).map(\.core.seed) == [9])
        #expect(try members().map(\.variant) == [""])
    }

    @Test func giveVariantsSeedsOfTheirOwn() throws {
        let rows: Value = [
            ["name": "held", "seed": 0, "steps": 5], ["name": "held", "seed": 1, "steps": 6], ["name": "all"],
            ["steps": 7, "seeds": [4, 7]],
        ]
        let found = try members(("sweep", rows), ("seeds", 2))
        #expect(found.map(\.variant) == ["held", "held", "all", "all", "steps=7", "steps=7"])
        #expect(found.map(\.core.seed) == [0, 1, 0, 1, 4, 7])
        #expect(found.map(\.core.steps) == [5, 6, 10, 10, 7, 7])
        #expect(faults([["seed": -1], ["steps": 5]]).map(\.path) == [["sweep", "0", "seed"]])
        #expect(
            faults([["name": "held", "seed": 1], ["name": "held", "seed": 1]]).map(\.path) == [["sweep", "1", "name"]]
        )
        // A run listed twice would count as two trials.
        #expect(
            faults([["name": "held", "seeds": 2], ["name": "held", "seeds": [1, 4]]]).map(\.path) == [
                ["sweep", "1", "name"]
            ]
        )
        #expect(faults(["seed": [1, 2]]).map(\.path) == [["sweep", "seed"]])
    }

    @Test func replaceEveryUnit() throws {
        let found = try members(
            (
                "sweep",
                [
                    ["name": "plain"],
                    ["name": "AdamW", "optimizer": ["adamw": ["lr": 0.02]], "steps": 5, "probes": ["moments"]],
                    ["name": "guarded", "guards": ["clip-norm", "clip-update"], "schedule": ["cosine": [:]]],
                    ["name": "back", "rollback": ["rise": 1], "second_moment": "chi-square"],
                    ["name": "eased", "layers": [["match": "*", "lr": 0.5]]],
                ]
            )
        ).map(\.core)
        #expect(found.map { type(of: $0.optimizer).name } == ["adam", "adamw", "adam", "adam", "adam"])
        #expect(found.map(\.steps) == [10, 5, 10, 10, 10] && found[1].probes == ["moments"])
        #expect(found.map { $0.loop.gradientGuards.count } == [0, 0, 1, 0, 0])
        #expect(found.map { $0.loop.stepGuards.count } == [0, 0, 1, 0, 0])
        #expect(found.map { type(of: $0.loop.schedule).name }[2] == "cosine")
        #expect(found.map { $0.loop.rollback?.rise } == [nil, nil, nil, 1, nil])
        #expect(found.map { $0.loop.secondMomentStart != nil } == [false, false, false, true, false])
        #expect(found.map { $0.loop.layers.rules.count } == [0, 0, 0, 0, 1])
    }

    @Test func leaveOutWhatIsSweptToNothing() throws {
        let found = try members(
            ("guards", ["clip-norm"]),
            ("rollback", ["rise": 1]),
            ("at", ["5": ["optimizer.adam.eps": 1]]),
            ("sweep", [["name": "with"], ["name": "without", "guards": .null, "rollback": .null, "at": .null]])
        ).map(\.core)
        #expect(found.map { $0.loop.gradientGuards.count } == [1, 0] && found.map(\.interventions.count) == [1, 0])
        #expect(found.map { $0.loop.rollback == nil } == [false, true])
        // Removing a required setting is reported as missing.
        let missing = faults([["name": "none", "optimizer": .null]])
        #expect(missing.map(\.path) == [["sweep", "0", "optimizer"]] && missing.map(\.kind) == [.missing])
    }

    @Test func setInterventions() throws {
        let found = try members(
            (
                "sweep",
                [
                    ["name": "free"], ["name": "frozen", "at": ["5": ["freeze": "hessian"]]],
                    ["name": "both", "at.5.freeze": "hessian", "at.5.optimizer.adam.freeze_second": true],
                ]
            )
        ).map(\.core)
        #expect(found.map { $0.interventions.contains(where: \.freezesHessian) } == [false, true, true])
        #expect((found[2].interventions.first?.optimizer as? Adam)?.resolved["freeze_second"] == .flag(true))
        let dotted = try members(("sweep", ["at.5.optimizer.adam.lr": [0.2, 0.3]])).map(\.core)
        #expect(dotted.compactMap { $0.interventions.first?.optimizer.learningRate } == [0.2, 0.3])
    }

    @Test(
        arguments: [
            ([["at": ["5": ["freeze": "v"]]]], ["sweep", "0", "at", "5", "freeze"], .wrongType),
            ([["at": ["11": ["freeze": "hessian"]]]], ["sweep", "0", "at", "11"], .outOfRange),
            ([["at": ["5": ["model": "quadratic"]]]], ["sweep", "0", "at", "5", "model"], .unknownKey),
            ([["at.5.optimizer.adam.x": 1]], ["sweep", "0", "at.5.optimizer.adam.x"], .unknownKey),
            ([["at.x.freeze": "hessian"]], ["sweep", "0", "at.x.freeze"], .wrongType),
        ] as [(Value, [String], SettingFault.Kind)]
    )
    func sayWhichInterventionIsWrong(sweep: Value, path: [String], kind: SettingFault.Kind) {
        let found = faults(sweep)
        #expect(found.map(\.path) == [path] && found.map(\.kind) == [kind])
    }

    @Test func reachIntoNoList() {
        let listed = plain.setting(["probes"], to: ["curvature", ["layers": ["every": 5]]])
        let found = Runs.faults(listed.setting(["sweep"], to: ["probes.layers.every": [1, 2]]))
        #expect(found.map(\.path) == [["sweep", "probes.layers.every"]] && found.map(\.kind) == [.conflict])
        #expect(found.first?.help == "give the whole list: probes: […]")
    }

    @Test func replaceWholeUnits() throws {
        let found = try members(("sweep", ["optimizer": [["sgd": ["lr": 1]], "adam"]]))
        #expect(found.map { type(of: $0.core.optimizer).name } == ["sgd", "adam"])
    }

    @Test func reachIntoAUnitThatIsNamedOnly() throws {
        let found = try members(("optimizer", "adam"), ("sweep", ["optimizer.adam.lr": [0.5]]))
        #expect((found.first?.core.optimizer as? Adam)?.learningRate == 0.5)
    }

    @Test(
        arguments: [
            (["optimizer.adam.bta": [1]], ["sweep", "optimizer.adam.bta"], .unknownKey, true),
            (["optimizer.adm.lr": [1]], ["sweep", "optimizer.adm.lr"], .conflict, true),
            (["optimiser.adam.lr": [1]], ["sweep", "optimiser.adam.lr"], .unknownKey, true),
            (["seed": [1, 2]], ["sweep", "seed"], .unknownKey, true),
            (["seeds": [1, 2]], ["sweep", "seeds"], .unknownKey, true),
            (["sweep.x": [1, 2]], ["sweep", "sweep.x"], .unknownKey, true),
            (["optimizer.adam.lr": [0.1, -2]], ["sweep", "optimizer.adam.lr", "1"], .outOfRange, false),
            (
                ["optimizer": ["adam", ["adam": ["lr": "x"]]]], ["sweep", "optimizer", "1", "adam", "lr"], .wrongType,
                false
            ),
            (["steps.x": [1]], ["steps"], .wrongType, false),
            (["steps": 5], ["sweep", "steps"], .wrongType, false),
            (["steps": []], ["sweep", "steps"], .wrongType, false),
            ([], ["sweep"], .wrongType, false), (5, ["sweep"], .wrongType, false),
            ([5], ["sweep", "0"], .wrongType, false),
            ([["steps": 5], ["steps": 0]], ["sweep", "1", "steps"], .outOfRange, false),
            ([["optimizer.adam.x": 0]], ["sweep", "0", "optimizer.adam.x"], .unknownKey, true),
            (["name": ["a", "b"]], ["sweep", "name"], .unknownKey, true),
            ([["name": 0.9]], ["sweep", "0", "name"], .wrongType, false),
            ([["name": " ", "steps": 5]], ["sweep", "0", "name"], .wrongType, false),
            ([["name": "a"], ["name": "a", "steps": 5]], ["sweep", "1", "name"], .conflict, false),
            ([["name": "steps=5"], ["steps": 5]], ["sweep", "0", "name"], .conflict, false),
            ([["steps": 5], ["name": "steps=5"]], ["sweep", "1", "name"], .conflict, false),
            ([["name": "a", "steps": 0], ["name": "b"]], ["sweep", "0", "steps"], .outOfRange, false),
        ] as [(Value, [String], SettingFault.Kind, Bool)]
    )
    func sayWhatIsWrong(sweep: Value, path: [String], kind: SettingFault.Kind, atKey: Bool) {
        let found = faults(sweep)
        #expect(found.map(\.path) == [path] && found.map(\.kind) == [kind] && found.map(\.atKey) == [atKey])
    }

    @Test func sayWhatIsWrongInEveryVariantOnce() {
        let found = faults(["optimizer.adam.lr": [-1, 0.1, -2], "steps": [0, 5]])
        #expect(
            Set(found.map { $0.path.joined(separator: "/") }) == [
                "sweep/optimizer.adam.lr/0", "sweep/optimizer.adam.lr/2", "sweep/steps/0",
            ]
        )
        #expect(found.count == 3)
        // A fault in the experiment itself is reported once, however many variants have it.
        let below = plain.setting(["model"], to: "bowl").setting(["sweep"], to: ["steps": [1, 2, 3]])
        #expect(Runs.faults(below).map(\.path) == [["model", "bowl"]])
    }

    @Test func refuseTooManyRuns() {
        let many = Value.list((0..<200).map { .number(Double($0)) })
        let tree = plain.setting(["sweep"], to: .map([.init("optimizer.adam.lr", many)])).setting(["seeds"], to: 51)
        #expect(Runs.faults(tree).map(\.path) == [["sweep"]])
    }

    @Test func refuseSeedAndSeeds() {
        let tree = plain.setting(["seed"], to: 1).setting(["seeds"], to: 2)
        #expect(Runs.faults(tree).map(\.kind) == [.conflict])
    }
}
