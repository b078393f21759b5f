import Settings
import TestSupport
import Testing
import Training

@testable import Experiments

/// The default interval at which the loss over all samples is recorded.
@Suite struct FullLossIntervals {
    private static let plain: Value = [
        "model": ["mlp": ["widths": [1, 4, 1]]], "data": ["csv": ["file": "a.csv"]], "optimizer": "adam", "steps": 5,
        "batch": 4,
    ]
    private static let table = [UInt8]((1...50).map { "\($0),\($0)\n" }.joined().utf8)

    private func interval(_ changes: [(String, Value)]) throws -> Int {
        let tree = changes.reduce(Self.plain) { $0.setting([$1.0], to: $1.1) }
        return try Runs.specification(tree, files: ["a.csv": Self.table]).loop.fullLossInterval
    }

    @Test(
        arguments: [
            ([], 125), ([("batch", 3)], 167), ([("batch", 50)], 10), ([("batch", "full")], 1),
            ([("full_loss", "auto")], 125), ([("full_loss", 7)], 7), ([("full_loss", 0)], 0),
            ([("detector", ["series": "full_loss"])], 1), ([("data", ["sines": ["points": 80]])], 200),
            ([("data", ["csv": ["file": "a.csv", "limit": 20]])], 50),
        ] as [([(String, Value)], Int)]
    )
    func isOnceInTenPassesOverTheSamples(changes: [(String, Value)], steps: Int) throws {
        #expect(try interval(changes) == steps)
    }

    @Test func standsInTheKeyAsItWasResolved() throws {
        let tree = Self.plain
        let written = tree.setting(["full_loss"], to: 125)
        let files = ["a.csv": Self.table]
        let (one, other) = (try Runs.specification(tree, files: files), try Runs.specification(written, files: files))
        #expect(RunKey(one) == RunKey(other))
        #expect(one.canonical["full_loss"] == 125)
    }

    @Test func mustBeOneWhereTheDetectorLooksAtIt() {
        for steps in [0, 5] {
            let tree = Self.plain.setting(["data"], to: "sines").setting(["detector"], to: ["series": "full_loss"])
                .setting(["full_loss"], to: .number(Double(steps)))
            let faults = Runs.faults(tree)
            #expect(faults.map(\.path) == [["full_loss"]] && faults.map(\.kind) == [.conflict])
        }
    }
}
