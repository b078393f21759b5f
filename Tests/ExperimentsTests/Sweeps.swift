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
        #expect(found.map(\.specification.steps) == [5, 6, 7, 5, 6, 7])
        #expect(
            found.compactMap { ($0.specification.optimizer as? Adam)?.learningRate } == [0.1, 0.1, 0.1, 0.2, 0.2, 0.2]
        )
        #expect(found[4].variant == "optimizer.adam.lr=0.2, steps=6")
    }

    @Test func takeTheRowsOfAList() throws {
        let found = try members(("sweep", [["steps": 5], ["steps": 6, "optimizer.adam.eps": 1]]))
        #expect(found.map(\.variant) == ["steps=5", "steps=6, optimizer.adam.eps=1"])
        #expect(found.compactMap { ($0.specification.optimizer as? Adam)?.epsilon } == [1e-8, 1])
    }

    @Test func giveEverySeedToEveryVariant() throws {
        let found = try members(("sweep", ["steps": [5, 6]]), ("seeds", 3))
        #expect(found.map(\.specification.seed) == [0, 1, 2, 0, 1, 2])
        #expect(found.map(\.variant) == ["steps=5", "steps=5", "steps=5", "steps=6", "steps=6", "steps=6"])
        #expect(try members(("seeds", [4, 7])).map(\.specification.seed) == [4, 7])
        #expect(try members(("seed", 9)).map(\.specification.seed) == [9])
        #expect(try members().map(\.variant) == [""])
    }

    @Test func replaceWholeUnits() throws {
        let found = try members(("sweep", ["optimizer": [["sgd": ["lr": 1]], "adam"]]))
        #expect(found.map { type(of: $0.specification.optimizer).name } == ["sgd", "adam"])
    }

    @Test func reachIntoAUnitThatIsNamedOnly() throws {
        let found = try members(("optimizer", "adam"), ("sweep", ["optimizer.adam.lr": [0.5]]))
        #expect((found.first?.specification.optimizer as? Adam)?.learningRate == 0.5)
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
        // A fault of the tree itself is one fault, however many variants have it.
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
