import Foundation
import Settings
import TestSupport
import Testing

@testable import Experiments

/// The key of a program's run covers everything that decides its log, and nothing else.
@Suite struct ProgramKeys {
    private static let tree: Value = [
        "command": ["python3", "train.py", "{lr}", "{seed}", "{dir}/log.csv"], "values": ["lr": 0.1],
        "trace": ["file": "{dir}/log.csv"], "optimizer": ["sgd": ["lr": 0.1]],
    ]

    private static func files(_ digest: String = "a") -> InputFiles.Source {
        InputFiles.Source(
            bytes: { _ in [] },
            log: { path in try .init(path: path) { digest } },
            isFile: { $0.hasSuffix(".py") }
        )
    }

    private static func run(_ tree: Value, _ digest: String = "a") throws -> ProgramRun {
        try #require(Experiment(reading: tree, files: files(digest)).members[0].specification as? ProgramRun)
    }

    private static func key(_ path: [String] = [], _ value: Value = .null, _ digest: String = "a") throws -> RunKey {
        RunKey(try run(path.isEmpty ? tree : tree.setting(path, to: value), digest))
    }

    @Test func holdWhatDecidesTheLog() throws {
        let changes: [(path: [String], value: Value)] = [
            (["command"], ["python3", "train.py", "{lr}", "{seed}", "{dir}/log.csv", "-v"]), (["values", "lr"], 0.2),
            (["seed"], 3), (["inputs"], ["model.py"]), (["trace", "format"], "csv"),
            (["trace", "columns"], ["loss": "mse"]), (["optimizer", "sgd", "lr"], 0.2),
            (["environment"], ["SPIKEBOOK_KEYS"]),
        ]
        let keys = try changes.map { try Self.key($0.path, $0.value) } + [Self.key(), Self.key([], .null, "b")]
        #expect(Set(keys).count == keys.count)
    }

    @Test func holdNothingElse() throws {
        #expect(try Self.key() == Self.key(["limit"], 5) && Self.key() == Self.key(["detector"], ["window": 7]))
        let sorted = Value.map([.init("trace", ["file": "{dir}/log.csv"])])
        guard case .map(let entries) = Self.tree, case .map(let first) = sorted else { return }
        #expect(try RunKey(Self.run(.map(first + entries.filter { $0.name != "trace" }))) == Self.key())
    }

    /// A variable counts by a digest of its value, which is not stored itself.
    @Test func holdVariablesAsADigest() throws {
        let tree = Self.tree.setting(["environment"], to: ["SPIKEBOOK_KEYS"])
        let keys = try ["one-value", "two-values"].map { value in
            setenv("SPIKEBOOK_KEYS", value, 1)
            defer { unsetenv("SPIKEBOOK_KEYS") }
            let run = try Self.run(tree)
            #expect(run.hasVariables && !run.canonical.canonicalJSON.contains(value))
            return RunKey(run)
        }
        #expect(try Set(keys + [RunKey(Self.run(tree))]).count == 3)
    }

    @Test(arguments: [
        ("{lr}", "0.1"), ("--lr={lr}", "--lr=0.1"), ("{{lr}}", "{lr}"), ("{seed}{seed}", "00"), ("{dir}", "{dir}"),
        (#"{"a": {"lr":{lr}}}"#, #"{"a": {"lr":0.1}}"#), ("{}{ lr }{1}", "{}{ lr }{1}"), ("", ""), ("}{", "}{"),
        ("{optimizer.sgd.lr}", "0.1"), ("{optimizer.sgd.momentum}", "0"),
    ])
    func fillBraces(_ word: String, _ filled: String) throws {
        let words: Value = ["p", "{lr}", .text(word)]
        let run = try Self.run(Self.tree.setting(["command"], to: words))
        #expect(run.canonical["command"] == ["p", "0.1", .text(filled)])
    }

    /// The permission covers files and names of variables, and is the same for all runs.
    @Test func demandTheSameForAllSeeds() throws {
        let tree = Self.tree.setting(["seeds"], to: 3)
        let runs = try Experiment(reading: tree, files: Self.files()).members.compactMap {
            $0.specification as? ProgramRun
        }
        #expect(Set(runs.map(\.demand.canonicalJSON)).count == 1 && Set(runs.map { RunKey($0) }).count == 3)
        #expect(try Self.run(Self.tree, "b").demand != runs[0].demand)
        let named = Self.tree.setting(["environment"], to: ["SPIKEBOOK_KEYS"])
        #expect(try Self.run(named).demand != runs[0].demand)
    }
}
