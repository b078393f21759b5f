import Experiments
import Foundation
import Settings
public import Storage
import Traces

/// Compares an experiment with the archive.
public struct ExperimentStatus: Sendable {
    /// The experiment's identifier.
    public var experiment: String
    /// The number of its runs.
    public var runs: Int
    /// The number of stored runs.
    public var fresh: Int
    /// The number of stored runs that have not been analysed with the present detector and code.
    public var unanalysed: Int
    /// The number of missing runs of an experiment that was built before under another key.
    public var changed: Int
    /// The number of missing runs that an earlier version of the numeric core made with the same settings.
    public var outdated: Int
    /// The time that those runs took, in seconds.
    public var outdatedSeconds: Double
    /// The number of stored runs that diverged.
    public var diverged: Int
    /// Its runs that no earlier experiment has, since experiments may share runs.
    var own: OwnRuns
}

/// The runs of an experiment that no earlier experiment has.
struct OwnRuns {
    /// Their number.
    var count: Int
    /// The time in seconds of those that another version of the core made.
    var outdated: [Double]
}

extension Plan {
    /// A sentence if the archive's mapping belongs to another version of the book.
    public func change(since archive: Archive) throws -> String? {
        guard Set(try archive.members()) != Set(members) else { return nil }
        return "the archive was built from another version of the book: run 'spikebook build'"
    }

    /// A sentence if runs of the book are missing in the archive, or have not been analysed.
    public func gaps(in archive: Archive) throws -> String? {
        let stored = try archive.summaries(of: keys)
        let missing = keys.count { stored[$0] == nil }
        let names = experiments.filter { $0.runs.contains { !$0.isWhole(in: stored) } }.map(\.id)
        guard !names.isEmpty else { return nil }
        let runs =
            switch missing {
            case 0: "runs are not analysed"
            case 1: "1 run is missing"
            default: "\(missing) runs are missing"
            }
        return "\(runs), of \(names.joined(separator: ", ")): run 'spikebook build'"
    }

    /// A text that changes whenever a query may have another answer: the book's runs, and which of them are stored.
    func scope(stored: [RunKey: RunSummary]) -> String {
        Digest.sha256(
            members.map { member in
                let place = "\(member.experiment) \(member.chapter) \(member.position) \(member.seed) \(member.variant)"
                let run = stored[member.key].map { run in
                    "\(run.finishedAt) \(run.wallSeconds) \(run.analyses.contains(member.analysis))"
                }
                return "\(place) \(member.key.text) \(member.analysis.text) \(run ?? "missing")"
            }.joined(separator: "\n")
        )
    }

    /// The status of every experiment, in the book's order.
    public func status(in archive: Archive) throws -> [ExperimentStatus] { try status(in: archive, nil) }

    /// The same with the archive's history, if the caller has already read it.
    func status(in archive: Archive, _ history: RunHistory?) throws -> [ExperimentStatus] {
        let stored = try archive.summaries(of: keys)
        let before = Dictionary(grouping: try archive.members(), by: \.experiment)
        let history = keys.allSatisfy { stored[$0] != nil } ? nil : try history ?? RunHistory(archive)
        var seen: Set<RunKey> = []
        return experiments.map { experiment in
            let own = experiment.runs.filter { seen.insert($0.key).inserted }
            let fresh = experiment.runs.filter { stored[$0.key] != nil }
            let missing = experiment.runs.filter { stored[$0.key] == nil }
            let outdated = missing.compactMap { history?.seconds(ofOtherCore: $0.specification) }
            let known = Set(before[experiment.id, default: []].map(\.key))
            let isKnown = !known.isEmpty
            return ExperimentStatus(
                experiment: experiment.id,
                runs: experiment.runs.count,
                fresh: fresh.count,
                unanalysed: fresh.count { !$0.isWhole(in: stored) },
                changed: isKnown
                    ? max(0, missing.count { !known.contains($0.key) } - outdated.count) : 0,
                outdated: outdated.count,
                outdatedSeconds: outdated.reduce(0, +),
                diverged: fresh.filter { stored[$0.key]?.outcome != .completed }.count,
                own: OwnRuns(
                    count: own.count,
                    outdated: own.filter { stored[$0.key] == nil }
                        .compactMap { history?.seconds(ofOtherCore: $0.specification) }
                )
            )
        }
    }

    /// A sentence if runs are missing only because another version of the numeric core made them.
    ///
    /// `rows` are the statuses of its experiments.
    public static func newCore(_ rows: [ExperimentStatus]) -> String? {
        let outdated = rows.flatMap(\.own.outdated)
        guard !outdated.isEmpty else { return nil }
        let names = rows.filter { $0.outdated > 0 }.map(\.experiment)
        let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
        let runs = "\(outdated.count) of \(rows.reduce(0) { $0 + $1.own.count }) runs"
        let time = NumberText.duration(outdated.reduce(0, +))
        return "spikebook changed since these runs were made: \(runs) are made again, which took \(time) in all, "
            + "of \(shown)"
    }

    /// A sentence if stored runs must be analysed again, because the detector or the code of the analysis changed.
    public static func newAnalyses(_ jobs: [Runner.Job]) -> String? {
        let stored = jobs.filter(\.isStored)
        guard !stored.isEmpty else { return nil }
        let names = NSOrderedSet(array: stored.map(\.request.experiment)).array.compactMap { $0 as? String }
        let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
        let runs = stored.count == 1 ? "1 stored run is" : "\(stored.count) stored runs are"
        return
            "\(runs) analysed anew, not made again, since the detector or the code of the analysis changed: of \(shown)"
    }

    /// Explains the keys of an experiment's runs; empty when there is no such experiment.
    public func explanation(of id: String, in archive: Archive) throws -> [KeyExplanation] {
        guard let experiment = experiment(id) else { return [] }
        let stored = try archive.summaries(of: experiment.runs.map(\.key))
        let candidates = try archive.identities().map {
            (key: $0.key, leaves: Self.leaves($0.specification, core: $0.core))
        }
        let before = try archive.members().filter { $0.experiment == id }
        return try experiment.runs.enumerated().map { position, run in
            let seed = "seed \(run.seed)"
            var explanation = KeyExplanation(
                label: run.variant.isEmpty ? seed : "\(run.variant), \(seed)",
                key: run.key,
                isStored: stored[run.key] != nil,
                isAnalysed: run.isWhole(in: stored),
                nearest: nil,
                differences: []
            )
            guard !explanation.isStored else {
                if !explanation.isAnalysed {
                    explanation.differences = try Self.newDetector(of: run, since: run.key, in: archive)
                }
                return explanation
            }
            let wanted = Self.leaves(run.specification.canonicalTrace.canonicalJSON, core: run.specification.version)
            let ranked = candidates.map { (key: $0.key, differences: Self.differences(from: $0.leaves, to: wanted)) }
            // Among equally similar runs, the one at this position in the last build comes first.
            let former = before.first { $0.position == position }?.key
            func rank(_ entry: (key: RunKey, differences: [KeyExplanation.Difference])) -> (Int, Int, RunKey) {
                (entry.differences.count, entry.key == former ? 0 : 1, entry.key)
            }
            if let (key, differences) = ranked.min(by: { rank($0) < rank($1) }) {
                explanation.nearest = key
                explanation.differences = differences
                if run.specification.asksDetector {
                    explanation.differences += try Self.newDetector(of: run, since: key, in: archive)
                }
            }
            return explanation
        }
    }

    /// The differences between a run's detector and the one with which a stored run was last analysed.
    static func newDetector(
        of run: PlannedExperiment.Run,
        since stored: RunKey,
        in archive: Archive
    ) throws -> [KeyExplanation.Difference] {
        guard let former = try archive.detectors(of: stored).last else { return [] }
        let wanted = run.specification.detector.resolved.canonicalJSON
        return differences(from: leaves(former), to: leaves(wanted)).map { difference in
            ("detector.\(difference.path)", difference.stored, difference.wanted)
        }
    }

    /// The differences of a run from a stored one, in its settings or in the code that makes it.
    static func differences(
        of run: PlannedExperiment.Run,
        from stored: RunIdentity
    ) -> [KeyExplanation.Difference] {
        let wanted = leaves(run.specification.canonicalTrace.canonicalJSON, core: run.specification.version)
        return differences(from: leaves(stored.specification, core: stored.core), to: wanted)
    }

    private static func leaves(_ specification: String, core: String? = nil) -> [String: String] {
        var leaves: [String: String] = [:]
        leaves["core"] = core.map { String($0.prefix(12)) }
        let object = try? JSONSerialization.jsonObject(with: Data(specification.utf8))
        add(object ?? [:], under: "", to: &leaves)
        return leaves
    }

    private static func add(_ value: Any, under path: String, to leaves: inout [String: String]) {
        if let map = value as? [String: Any] {
            for (name, inner) in map { add(inner, under: path.isEmpty ? name : "\(path).\(name)", to: &leaves) }
        } else if let list = value as? [Any], list.contains(where: { $0 is [String: Any] || $0 is [Any] }) {
            // Units in a list are compared by their positions.
            for (place, inner) in list.enumerated() { add(inner, under: "\(path).\(place)", to: &leaves) }
        } else if let list = value as? [Any] {
            leaves[path] = list.map { "\($0)" }.joined(separator: ", ")
        } else {
            leaves[path] = "\(value)"
        }
    }

    private static func differences(
        from stored: [String: String],
        to wanted: [String: String]
    ) -> [KeyExplanation.Difference] {
        Set(stored.keys).union(wanted.keys).sorted().compactMap { path in
            stored[path] == wanted[path] ? nil : (path, stored[path] ?? "nothing", wanted[path] ?? "nothing")
        }
    }
}
