import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Experiments

/// Experiments on data: their settings, and the faults for wrong ones.
@Suite struct NetworkSpecifications {
    private let plain: Value = [
        "model": ["mlp": ["widths": [1, 8, 1]]], "data": ["sines": ["points": 32]],
        "optimizer": ["adam": ["lr": 0.01]], "steps": 10,
    ]
    private static let files = ["p.csv": [UInt8]("1,2".utf8), "q.csv": [UInt8]("1,2".utf8)]

    @Test func fillInWhatIsNotWritten() throws {
        let run = try Runs.specification(plain)
        let problem = run.loop.problem
        #expect(problem.loss is MeanSquaredError && problem.initializer is UniformInitializer)
        #expect(problem.batch == Batch() && run.loop.schedule is ConstantSchedule)
        #expect(run.loop.gradientGuards.isEmpty && run.loop.stepGuards.isEmpty && run.loop.layers.rules.isEmpty)
        #expect(run.loop.secondMomentStart == nil && run.loop.rollback == nil)
        #expect(run.loop.precision == .float64 && run.loop.fullLossInterval == 1)
        #expect(run.files.bytes.isEmpty && run.probes == ["curvature", "moments"])
    }

    @Test func takeEveryKey() throws {
        let run = try Runs.specification(
            plain.setting(["loss"], to: ["mse": [:]]).setting(["batch"], to: 8).setting(["initial"], to: "normal")
                .setting(["schedule"], to: ["warm-up": ["steps": 3]]).setting(["precision"], to: "float32")
                .setting(["guards"], to: [["clip-norm": ["limit": 2]], "clip-update"])
                .setting(["layers"], to: [["match": "*.bias", "lr": 0.5]])
                .setting(["second_moment"], to: ["chi-square": ["scale": 2]])
                .setting(["rollback"], to: ["back": 20]).setting(["full_loss"], to: 5)
                .setting(["probes"], to: ["state", ["layers": ["every": 5]], "ratio"])
        )
        let loop = run.loop
        #expect(loop.problem.batch.size == 8 && loop.problem.initializer is NormalInitializer)
        #expect((loop.schedule as? WarmUp)?.steps == 3 && loop.precision == .float32)
        #expect((loop.gradientGuards.first as? ClipNorm)?.limit == 2 && loop.stepGuards.first is ClipUpdate)
        #expect(loop.layers.rules.first?.learningRate == 0.5 && loop.rollback?.distance == 20)
        #expect((loop.secondMomentStart as? ChiSquareStart)?.scale == 2 && loop.fullLossInterval == 5)
        #expect(run.probes == ["ratio", "layers", "state"] && loop.probes.last?.window.every == 5)
    }

    @Test(
        arguments: [
            (["data"], .null, ["data"], .missing), (["data"], "sinus", ["data", "sinus"], .unknownUnit),
            (["data", "sines", "point"], 3, ["data", "sines", "point"], .unknownKey),
            (["data", "sines", "points"], 0, ["data", "sines", "points"], .outOfRange),
            (["data"], ["csv": ["file": "no.csv"]], ["data", "csv", "file"], .missing),
            (["loss"], "mae", ["loss", "mae"], .unknownUnit), (["loss"], "cross-entropy", ["loss"], .conflict),
            (["batch"], 33, ["batch"], .conflict), (["batch"], "half", ["batch"], .wrongType),
            (["batch", "size"], -1, ["batch", "size"], .outOfRange),
            (["batch", "order"], "random", ["batch", "order"], .outOfRange),
            (["initial"], "xavir", ["initial", "xavir"], .unknownUnit),
            (["initial"], ["file": ["path": "no.csv"]], ["initial", "file", "path"], .missing),
            (["model", "mlp", "widths"], [2, 8, 1], ["model", "mlp", "widths", "0"], .conflict),
            (["model", "mlp", "widths"], [1, 8, 2], ["model", "mlp", "widths", "2"], .conflict),
            (["schedule"], "cosin", ["schedule", "cosin"], .unknownUnit),
            (["schedule"], ["warm-up": ["from": 2]], ["schedule", "warm-up", "from"], .outOfRange),
            (["guards"], 3, ["guards"], .wrongType), (["guards"], ["clip"], ["guards", "0", "clip"], .unknownUnit),
            (
                ["guards"], ["clip-norm", ["clip-norm": ["limit": 0]]], ["guards", "1", "clip-norm", "limit"],
                .outOfRange
            ),
            (["layers"], [["lr": 1]], ["layers", "0", "match"], .missing),
            (["layers"], [["match": "*", "lr": -1]], ["layers", "0", "lr"], .outOfRange),
            (
                ["layers"], [["match": "dense1.*", "lr": 0.5], ["match": "dense3.*"]], ["layers", "1", "match"],
                .conflict
            ),
            (["second_moment"], "ones", ["second_moment", "ones"], .unknownUnit),
            (["rollback", "back"], 1e5, ["rollback", "back"], .conflict),
            (["rollback", "action"], 1, ["rollback", "action"], .unknownKey),
            (["precision"], "float16", ["precision"], .outOfRange), (["full_loss"], -1, ["full_loss"], .outOfRange),
            (["probes"], [["layers": ["every": 0]]], ["probes", "0", "layers", "every"], .outOfRange),
            (["probes"], [["ratio": ["from": 5, "until": 4]]], ["probes", "0", "ratio", "until"], .conflict),
            (["probes"], [["curvature": ["along": ["stp"]]]], ["probes", "0", "curvature", "along", "0"], .outOfRange),
            (["probes"], [["curvature": ["rows": 1]]], ["probes", "0", "curvature", "rows"], .unknownKey),
            (["probes"], ["state", "layer"], ["probes", "1"], .unknownUnit),
        ] as [([String], Value, [String], SettingFault.Kind)]
    )
    func sayWhatIsWrong(key: [String], value: Value, path: [String], kind: SettingFault.Kind) {
        let faults = Runs.faults(plain.setting(key, to: value))
        #expect(faults.map(\.path) == [path] && faults.map(\.kind) == [kind], "\(faults.map(\.message))")
    }

    @Test func wantNoDataWhereThereIsNone() {
        let bowl: Value = ["model": "quadratic", "optimizer": "adam", "steps": 5]
        for (key, value) in [("data", "sines"), ("loss", "mse"), ("batch", 3), ("initial", "normal"), ("full_loss", 2)]
            as [(String, Value)]
        {
            let faults = Runs.faults(bowl.setting([key], to: value))
            #expect(faults.map(\.path) == [[key]] && faults.map(\.kind) == [.conflict])
        }
    }

    @Test func canBeReadBackFromTheirCanonicalForm() throws {
        let tree = plain.setting(["batch"], to: 8).setting(["guards"], to: ["clip-norm"])
            .setting(["layers"], to: [["match": "*", "lr": 0.5]]).setting(["rollback"], to: [:])
            .setting(["second_moment"], to: "chi-square").setting(["probes"], to: [["layers": ["every": 5]], "state"])
            .setting(["schedule"], to: "cosine").setting(["loss"], to: "mse")
        let run = try Runs.specification(tree)
        #expect(RunKey(try Runs.specification(run.canonical)) == RunKey(run))
    }

    @Test func haveOneKeyHoweverTheyAreWritten() throws {
        func key(_ tree: Value) throws -> RunKey { RunKey(try Runs.specification(tree)) }
        let one = try key(plain)
        let spelled = plain.setting(["loss"], to: ["mse": [:]]).setting(["batch"], to: "full")
            .setting(["initial"], to: "uniform").setting(["schedule"], to: "constant").setting(["guards"], to: [])
            .setting(["precision"], to: "float64").setting(["full_loss"], to: 1).setting(["layers"], to: [])
        #expect(try key(spelled) == one)
        let changes: [(String, Value)] = [
            ("batch", 8), ("batch", ["size": 8, "order": "in-order"]), ("initial", "normal"), ("schedule", "cosine"),
            ("guards", ["clip-norm"]), ("guards", ["clip-value"]), ("guards", ["clip-norm", "clip-value"]),
            ("guards", ["clip-value", "clip-norm"]), ("precision", "float32"), ("full_loss", 2), ("rollback", [:]),
            ("rollback", ["limit": 1]), ("layers", [["match": "*", "lr": 0.5]]), ("second_moment", "chi-square"),
            ("second_moment", "from-data"), ("data", ["sines": ["points": 33]]), ("probes", ["ratio"]),
            ("probes", [["ratio": ["every": 2]]]), ("probes", ["layers"]),
        ]
        let keys = try changes.map { try key(plain.setting([$0.0], to: $0.1)) }
        #expect(Set(keys + [one]).count == changes.count + 1)
    }

    @Test func haveTheContentOfFilesInTheirKey() throws {
        let tree = plain.setting(["data"], to: ["csv": ["file": "a.csv"]])
            .setting(["initial"], to: ["file": ["path": "p.csv"]])
        let table = [UInt8]("1,2\n3,4\n".utf8)
        func key(_ table: [UInt8], _ parameters: [UInt8] = [49]) throws -> RunKey {
            RunKey(try Runs.specification(tree, files: ["a.csv": table, "p.csv": parameters, "other.csv": table]))
        }
        let one = try key(table)
        #expect(try key(table) == one)
        var changed = table
        changed[2] = UInt8(ascii: "5")
        #expect(try key(changed) != one && key(table, [50]) != one && key(changed) != key(table, [50]))
        // A file that no setting names has no effect on the key, but the name of a file has.
        let run = try Runs.specification(tree, files: ["a.csv": table, "p.csv": [49]])
        #expect(RunKey(run) == one && run.files.digests.keys.sorted() == ["a.csv", "p.csv"])
        #expect(run.files.digests["a.csv"] == table.withUnsafeBytes { Digest.sha256($0) })
        let renamed = tree.setting(["data", "csv", "file"], to: "other.csv")
        #expect(RunKey(try Runs.specification(renamed, files: ["other.csv": table, "p.csv": [49]])) != one)
    }

    @Test func tellAllMissingFilesAtOnce() {
        let tree = plain.setting(["data"], to: ["csv": ["file": "a.csv"]])
            .setting(["initial"], to: ["file": ["path": "p.csv"]])
        let faults = Runs.faults(tree)
        #expect(faults.map(\.path) == [["data", "csv", "file"], ["initial", "file", "path"]])
        #expect(faults.map(\.message) == ["there is no file 'a.csv'", "there is no file 'p.csv'"])
        #expect(Runs.faults(tree, files: ["a.csv": [], "p.csv": []]).isEmpty)
    }

    @Test func shiftTheirDataWithinARun() throws {
        let shifts: Value = [
            ["from": 1, "data": ["sines": ["points": 16, "noise": 0.1]]],
            ["from": 6, "data": ["sines": ["points": 16, "noise": 0.1]], "redraw": 1],
        ]
        let run = try Runs.result(plain.setting(["data"], to: ["shifts": ["parts": shifts]]))
        let still = try Runs.result(plain.setting(["data"], to: ["sines": ["points": 16, "noise": 0.1]]))
        #expect(run.trace[.loss].prefix(5) == still.trace[.loss].prefix(5))
        #expect(run.trace[.loss][5] != still.trace[.loss][5])
    }
}
