import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Analysis
@testable import Experiments

/// Experiments as authors write them.
@Suite struct Specifications {
    private let plain: Value = ["model": "quadratic", "optimizer": ["adam": ["lr": 0.1]], "steps": 10]

    @Test func fillInWhatIsNotWritten() throws {
        let run = try Runs.specification(plain)
        #expect(run.seed == 0 && run.steps == 10 && run.divergenceLimit == 1e100 && run.bisection == nil)
        #expect(run.probes == ["curvature", "moments"])
        #expect(run.detector == SpikeDetector() && run.interventions.isEmpty)
        #expect((run.optimizer as? Adam)?.learningRate == 0.1 && (run.optimizer as? Adam)?.beta2 == 0.999)
    }

    @Test func orderProbesAsTheCatalogueDoes() throws {
        #expect(
            try Runs.specification(plain.setting(["probes"], to: ["state", "curvature"])).probes == [
                "curvature", "state",
            ]
        )
        #expect(try Runs.specification(plain.setting(["probes"], to: [])).probes == [])
        let twice = plain.setting(["probes"], to: ["moments", "moments"])
        #expect(try Runs.specification(twice).probes == ["moments"])
    }

    @Test func recordOnlyWhatIsProbed() throws {
        let silent = try Runs.result(plain.setting(["probes"], to: []))
        #expect(silent.trace[.lambdaMax].allSatisfy(\.isNaN) && silent.trace[.sumV].allSatisfy(\.isNaN))
        #expect(silent.crossings.isEmpty && silent.trace.states.isEmpty)
        let states = try Runs.result(plain.setting(["probes"], to: ["state"]))
        #expect(states.trace.states.count == 10 && states.trace[.loss] == silent.trace[.loss])
    }

    @Test(
        arguments: [
            (["optimizer": "adam", "steps": 5], ["model"], .missing),
            (["model": "quadratic", "steps": 5], ["optimizer"], .missing),
            (["model": "quadratic", "optimizer": "adam"], [], .missing),
            (["model": "quadratc", "optimizer": "adam", "steps": 5], ["model", "quadratc"], .unknownUnit),
            (
                ["model": "quadratic", "optimizer": ["adam": [:], "sgd": [:]], "steps": 5], ["optimizer", "sgd"],
                .conflict
            ),
            (
                ["model": "quadratic", "optimizer": ["adam": ["bta2": 0.9]], "steps": 5],
                ["optimizer", "adam", "bta2"], .unknownKey
            ),
            (
                ["model": "quadratic", "optimizer": ["adam": ["lr": "x"]], "steps": 5], ["optimizer", "adam", "lr"],
                .wrongType
            ),
            (["model": "quadratic", "optimizer": ["adam": 3], "steps": 5], ["optimizer", "adam"], .wrongType),
            (["model": "quadratic", "optimizer": "adam", "steps": 0], ["steps"], .outOfRange),
            (["model": "quadratic", "optimizer": "adam", "steps": 2.5], ["steps"], .outOfRange),
            (["model": "quadratic", "optimizer": "adam", "steps": "ten"], ["steps"], .wrongType),
            (["model": "quadratic", "optimizer": "adam", "stpes": 5, "steps": 5], ["stpes"], .unknownKey),
        ] as [(Value, [String], SettingFault.Kind)]
    )
    func sayWhatIsWrong(tree: Value, path: [String], kind: SettingFault.Kind) {
        let faults = Runs.faults(tree)
        #expect(faults.map(\.path) == [path] && faults.map(\.kind) == [kind])
    }

    @Test(
        arguments: [
            (["probes"], "curvature", ["probes"], .wrongType),
            (["probes"], ["curvture"], ["probes", "0"], .unknownUnit),
            (["probes"], ["state", 3], ["probes", "1"], .unknownUnit),
            (["detector", "windw"], 5, ["detector", "windw"], .unknownKey),
            (["detector", "rise"], 0, ["detector", "rise"], .outOfRange), (["detector"], 5, ["detector"], .wrongType),
            (["diverged_above"], 0, ["diverged_above"], .outOfRange), (["seed"], -1, ["seed"], .wrongType),
            (["seed"], 0.5, ["seed"], .wrongType), (["seeds"], 0, ["seeds"], .wrongType),
            (["seeds"], 1_001, ["seeds"], .wrongType), (["seeds"], [], ["seeds"], .wrongType),
            (["seeds"], [1, "x"], ["seeds", "1"], .wrongType),
            (["at"], 5, ["at"], .wrongType), (["at", "x"], [:], ["at", "x"], .wrongType),
            (["at", "0"], [:], ["at", "0"], .wrongType),
            (["at", "5"], [:], ["at", "5"], .wrongType),
            (["at", "5", "model.quadratic.start"], 1, ["at", "5", "model.quadratic.start"], .unknownKey),
            (["at", "5", "optimizer.adam.lr"], -1, ["at", "5", "optimizer.adam.lr"], .outOfRange),
            (["at", "5", "optimizer.adam.rate"], 1, ["at", "5", "optimizer.adam.rate"], .unknownKey),
            (["at", "5", "optimizer.sgd.lr"], 1, ["at", "5", "optimizer.sgd.lr"], .conflict),
            (["at", "11", "optimizer.adam.lr"], 1, ["at", "11"], .outOfRange),
        ] as [([String], Value, [String], SettingFault.Kind)]
    )
    func sayWhatIsWrongWithOneKey(key: [String], value: Value, path: [String], kind: SettingFault.Kind) {
        let faults = Runs.faults(plain.setting(key, to: value))
        #expect(faults.map(\.path) == [path] && faults.map(\.kind) == [kind])
    }

    @Test func sayAllThatIsWrongAtOnce() {
        let faults = Runs.faults([
            "model": ["quadratic": ["eigenvalue": 1]], "optimizer": ["adam": ["lr": -1, "beta1": 2]], "steps": 0,
            "probes": ["x"], "detector": ["z": -1], "colour": "red",
        ])
        #expect(
            Set(faults.map { $0.path.joined(separator: ".") }) == [
                "model.quadratic.eigenvalue", "optimizer.adam.lr", "optimizer.adam.beta1", "steps", "probes.0",
                "detector.z",
                "colour",
            ]
        )
        #expect(faults.count == 7)
    }

    @Test func offerTheNearestName() {
        #expect(Runs.faults(plain.setting(["stpes"], to: 1)).first?.help == "did you mean 'steps'?")
        #expect(Runs.faults(plain.setting(["probes"], to: ["momnts"])).first?.help == "did you mean 'moments'?")
        let optimizer = Runs.faults(plain.setting(["optimizer"], to: ["adm": [:]])).first
        #expect(optimizer?.help == "did you mean 'adam'?")
    }

    @Test(arguments: [.text("x"), .null, .list([]), .number(3)] as [Value])
    func wantAMap(tree: Value) {
        #expect(Runs.faults(tree).map(\.kind) == [.wrongType])
    }
}
