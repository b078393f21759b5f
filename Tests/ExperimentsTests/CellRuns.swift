import Analysis
import Experiments
import Settings
import TestSupport
import Testing

/// Runs that name units of cells, read by a reader that knows one of them.
@Suite struct CellRuns {
    /// Reads runs as a worker does, after replacing the cell's unit by one of the catalogue.
    private struct Reader: CellReader {
        var digests: [String: String]

        func read(_ tree: Value, naming cells: [String], files: [String: [UInt8]]) throws -> CellReading {
            let settings = tree["optimizer"]?["mine"] ?? .null
            return try CellWork.read(tree.setting(["optimizer"], to: ["sgd": settings]), files: files)
        }

        func run(_ run: CellRun, isCancelled: () -> Bool) throws -> RunResult? { nil }
    }

    private static let tree: Value = [
        "model": ["quadratic": [:]], "optimizer": ["mine": ["lr": 0.1]], "steps": 10, "seeds": 2,
    ]

    private func keys(_ tree: Value = Self.tree, source: String) throws -> [RunKey] {
        let reader = Reader(digests: ["mine": source, "other": source])
        return try Experiment(reading: tree, cells: reader).members.map { RunKey($0.specification) }
    }

    @Test func haveTheSourceOfTheirCellInTheirKeys() throws {
        let keys = try keys(source: "a")
        #expect(try Set(keys).count == 2 && keys == self.keys(source: "a"))
        #expect(try Set(keys).isDisjoint(with: self.keys(source: "b")))
        // Nobody else's key has it.
        let others = Self.tree.setting(["optimizer"], to: ["sgd": ["lr": 0.1]])
        #expect(try self.keys(others, source: "a") == self.keys(others, source: "b"))
    }

    @Test func areReadLikeOthers() throws {
        func faults(_ optimizer: Value) -> [SettingFault] {
            do {
                _ = try keys(Self.tree.setting(["optimizer"], to: optimizer), source: "a")
                return []
            } catch {
                return (error as? SettingFaults)?.faults ?? []
            }
        }
        #expect(faults(["mine": ["lr": -1]]).map(\.path) == [["optimizer", "sgd", "lr"]])
        #expect(faults(["mien": [:]]).map(\.help) == ["did you mean 'mine'?"])
        #expect(faults(["sdg": [:]]).map(\.help) == ["did you mean 'sgd'?"])
    }

    @Test func tellTheDecayOfTheSecondMoment() throws {
        let reader = Reader(digests: ["mine": "a"])
        let run = try #require(try Experiment(reading: Self.tree, cells: reader).members.last?.specification)
        #expect(run.seed == 1 && run.canonical["seed"] == 1 && run.plannedSteps == 10 && run.hasLoss)
        #expect(run.momentDecay.factor(at: 5) == nil)
    }
}
