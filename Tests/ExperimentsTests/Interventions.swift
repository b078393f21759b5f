import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Experiments

/// Changes of settings during a run.
@Suite struct Interventions {
    private func tree(_ changes: Value) -> Value {
        ["model": "quadratic", "optimizer": ["adam": ["lr": 0.1, "beta2": 0.9]], "steps": 30, "at": changes]
    }

    @Test func addUpOverTheSteps() throws {
        let run = try Runs.specification(
            tree(["20": ["optimizer.adam.lr": 0.05], "10": ["optimizer.adam.eps": 1, "optimizer.adam.lr": 0.2]])
        )
        #expect(run.interventions.map(\.step) == [10, 20])
        let rules = run.interventions.compactMap { $0.optimizer as? Adam }
        #expect(rules.map(\.epsilon) == [1, 1] && rules.map(\.learningRate) == [0.2, 0.05])
        #expect(rules.map(\.beta2) == [0.9, 0.9])
    }

    @Test func workFromTheirStepOn() throws {
        let rates = try Runs.result(tree(["10": ["optimizer.adam.lr": 0.2], "12": ["optimizer.adam.lr": 0.1]])).trace[
            .lr
        ]
        #expect(rates.prefix(9).allSatisfy { $0 == 0.1 } && rates[9] == 0.2 && rates[10] == 0.2)
        #expect(rates.suffix(19).allSatisfy { $0 == 0.1 })
    }

    @Test func areReportedWhereTheyAreWritten() {
        // One name is a prefix of the other.
        let faults = Runs.faults(tree(["5": ["optimizer.adam.eps": 1, "optimizer.adam.epsilon": 1]]))
        #expect(faults.map(\.path) == [["at", "5", "optimizer.adam.epsilon"]])
    }

    @Test func happenOnceAStep() {
        let faults = Runs.faults(tree(["5": ["optimizer.adam.eps": 1], "05": ["optimizer.adam.eps": 2]]))
        #expect(faults.map(\.kind) == [.conflict] && faults.map(\.path) == [["at", "05"]])
    }

    @Test func doNotReplaceTheRule() {
        let named = tree(["5": ["optimizer.sgd.lr": 1]]).setting(["optimizer"], to: "adam")
        #expect(Runs.faults(named).map(\.kind) == [.conflict])
    }

    @Test func holdTheSecondMoment() throws {
        let moments = try Runs.result(tree(["10": ["optimizer.adam.freeze_second": true]])).trace[.sumV]
        #expect(moments.suffix(21).allSatisfy { $0 == moments[8] } && moments[7] != moments[8])
    }

    @Test func freezeTheHessianBesideOtherChanges() throws {
        let run = try Runs.specification(
            tree(["10": ["freeze": "hessian", "optimizer.adam.lr": 0.2], "20": ["optimizer.adam.lr": 0.1]])
        )
        #expect(run.interventions.map(\.freezesHessian) == [true, false])
        #expect(run.interventions.map(\.optimizer.learningRate) == [0.2, 0.1])
        let result = try #require(try run.run())
        let free = tree(["10": ["optimizer.adam.lr": 0.2], "20": ["optimizer.adam.lr": 0.1]])
        // On a parabola the Taylor expansion is the loss itself.
        let losses = try Runs.result(free).trace[.loss]
        #expect(zip(result.trace[.loss], losses).allSatisfy { relativeDeviation($0, $1) < 1e-8 })
        #expect(RunKey(run) != RunKey(try Runs.specification(free)))
    }

    @Test func freezeTheHessianOfANetwork() throws {
        let frozen = Self.network.setting(["at"], to: ["10": ["freeze": "hessian"]])
        let (one, other) = (try Runs.result(frozen).trace, try Runs.result(Self.network).trace)
        #expect(one[.loss].prefix(10).elementsEqual(other[.loss].prefix(10)))
        #expect(one[.lambdaMaxH].suffix(21).allSatisfy { relativeDeviation($0, one[.lambdaMaxH][9]) < 1e-5 })
        #expect(relativeDeviation(other[.lambdaMaxH][29], other[.lambdaMaxH][9]) > 1e-3)
    }

    private static let network: Value = [
        "model": ["mlp": ["widths": [1, 8, 1]]], "data": ["sines": ["points": 16]], "optimizer": ["adam": ["lr": 0.05]],
        "steps": 30, "at": [:],
    ]

    @Test(
        arguments: [
            (["batch"], 4, ["at", "10", "freeze"]), (["rollback"], ["rise": 1], ["at", "10", "freeze"]),
            (["at", "20"], ["freeze": "hessian"], ["at", "20", "freeze"]),
            (["at", "10", "freeze"], "hesian", ["at", "10", "freeze"]),
            (["at", "10", "freeze"], true, ["at", "10", "freeze"]),
            (["at", "10", "freez"], "hessian", ["at", "10", "freez"]),
        ] as [([String], Value, [String])]
    )
    func sayWhenTheHessianCannotBeFrozen(key: [String], value: Value, path: [String]) {
        let frozen = Self.network.setting(["at"], to: ["10": ["freeze": "hessian"]])
        #expect(Runs.faults(frozen).isEmpty)
        let faults = Runs.faults(frozen.setting(key, to: value))
        #expect(faults.map(\.path) == [path] && faults.allSatisfy { $0.help != nil })
    }
}
