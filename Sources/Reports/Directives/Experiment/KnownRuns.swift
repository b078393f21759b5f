import Experiments
import Foundation
import Storage

/// The runs of experiments, cached from earlier plans.
///
/// An experiment whose text, needs and program are unchanged is not resolved again. This excludes experiments that
/// read files, since these may have changed.
final class KnownRuns: Sendable {
    /// A run without its specification.
    struct Run: Sendable {
        var variant: String
        var seed: Int
        var key: RunKey
        var analysis: AnalysisKey
        var hasLoss: Bool
    }

    static let kind = "plan"
    private let contents: [String: Data]
    private let fresh = Protected<[String: Data]>([:])
    private let asked = Protected<Set<String>>([])
    /// The cache's kind for logs that can be read.
    private static let logs = "log"
    private let memo: Memo?
    private let soundLogs = Protected<Set<String>>([])

    /// The cached runs of the experiments among `directives`; none without a memo.
    init(of directives: [PlacedDirective], in memo: Memo?) {
        self.memo = memo
        let experiments = directives.filter { $0.directive is ExperimentDirective }
        // If the cache cannot be read, the experiments are resolved again.
        contents = (try? memo?.contents(kind: Self.kind, keys: experiments.map(Self.key))) ?? [:]
    }

    private static func key(of experiment: PlacedDirective) -> String {
        Digest.sha256([program, experiment.text].joined(separator: "\u{0}"))
    }

    /// The digest of the code that resolves experiments and makes their keys.
    static let program = [PlanVersion.digest, CoreCode.compiled.text].joined(separator: "\u{0}")

    /// The runs of an experiment that needs others; nil when they are not cached.
    func runs(of experiment: PlacedDirective, needs: [RunKey]) -> [Run]? {
        let key = Self.key(of: experiment)
        asked.update { $0.insert(key) }
        guard let content = contents[key] else { return nil }
        guard let rows = TextRows.rows(content, width: Self.width), rows.first?.first == Self.digest(of: needs) else {
            return nil
        }
        let runs = rows.dropFirst().compactMap(Run.init)
        return runs.count == rows.count - 1 ? runs : nil
    }

    /// Adds the runs of an experiment, which the next `save` writes.
    func keep(_ runs: [PlannedExperiment.Run], of experiment: PlacedDirective, needs: [RunKey]) {
        let head = [Self.digest(of: needs)] + Array(repeating: "", count: Self.width - 1)
        let content = TextRows.data([head] + runs.map(Self.texts))
        fresh.update { $0[Self.key(of: experiment)] = content }
    }

    /// Whether a log could be read when an earlier plan inspected it.
    func isSound(_ log: String) -> Bool { (try? memo?.content(kind: Self.logs, key: log)) != nil }

    /// Adds logs that can be read, which the next `save` writes.
    func keep(soundLogs logs: Set<String>) { soundLogs.update { $0 = logs } }

    /// Writes what was added, and removes what the book no longer contains.
    func save(to memo: Memo) throws {
        try saveLogs(to: memo)
        let found = fresh.value
        guard !found.isEmpty else { return }
        try memo.keep(found.sorted { $0.key < $1.key }.map { .init(kind: Self.kind, key: $0, content: $1) })
        try memo.forget(kind: Self.kind, except: asked.value)
    }

    private func saveLogs(to memo: Memo) throws {
        let logs = soundLogs.value
        guard !logs.allSatisfy(isSound) else { return }
        try memo.keep(logs.sorted().map { .init(kind: Self.logs, key: $0, content: Data()) })
        try memo.forget(kind: Self.logs, except: logs)
    }

    private static func digest(of needs: [RunKey]) -> String {
        Digest.sha256(needs.map(\.text).joined(separator: "\n"))
    }

    /// The number of texts that represent a run.
    private static let width = 5

    private static func texts(of run: PlannedExperiment.Run) -> [String] {
        [run.variant, String(run.seed), run.key.text, run.analysis.text, run.hasLoss ? "loss" : ""]
    }
}

extension KnownRuns.Run {
    /// Reads a run from its texts; nil when they do not represent one.
    fileprivate init?(_ fields: [String]) {
        guard let seed = Int(fields[1]) else { return nil }
        variant = fields[0]
        self.seed = seed
        key = RunKey(text: fields[2])
        analysis = AnalysisKey(text: fields[3])
        hasLoss = !fields[4].isEmpty
    }
}
