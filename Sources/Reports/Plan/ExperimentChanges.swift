import Experiments
import Storage

/// The changes of a book's experiments since its last build, described for `explain`.
struct ExperimentChanges {
    /// The change of each changed experiment, as the end of a sentence that begins with its name.
    private(set) var texts: [String: String] = [:]

    /// Compares a plan with the mapping of the last build; without one, nothing counts as changed.
    init(from archive: Archive, to plan: Plan) throws {
        guard try !archive.isMapping(plan.members) else { return }
        let old = Dictionary(grouping: try archive.members(), by: \.experiment)
        guard !old.isEmpty else { return }
        let new = Dictionary(grouping: plan.members, by: \.experiment)
        for id in old.keys where new[id] == nil { texts[id] = "was removed" }
        let changed = new.keys.filter { new[$0] != old[$0] }
        guard !changed.isEmpty else { return }
        let stored = Dictionary(try archive.identities().map { ($0.key, $0) }) { first, _ in first }
        for experiment in plan.experiments where changed.contains(experiment.id) {
            guard let before = old[experiment.id] else {
                texts[experiment.id] = "is new"
                continue
            }
            texts[experiment.id] = try Self.text(of: experiment, since: before, stored, in: archive)
        }
    }

    private static func text(
        of experiment: PlannedExperiment,
        since before: [Member],
        _ stored: [RunKey: RunIdentity],
        in archive: Archive
    ) throws -> String {
        let former = Dictionary(before.map { ($0.position, $0) }) { first, _ in first }
        let pairs = experiment.runs.enumerated().compactMap { position, run in former[position].map { (run, $0) } }
        if let (run, old) = pairs.first(where: { $0.0.key != $0.1.key }), let identity = stored[old.key] {
            let differences = Plan.differences(of: run, from: identity)
            if !differences.isEmpty { return "changed (\(list(differences)))" }
            return "changed (what its runs need)"
        }
        if let (run, old) = pairs.first(where: { $0.0.key == $0.1.key && $0.0.analysis != $0.1.analysis }) {
            let differences = try Plan.newDetector(of: run, since: old.key, in: archive)
            return "is analysed anew (\(differences.isEmpty ? "by other code" : list(differences)))"
        }
        let counts = (before.count, experiment.runs.count)
        return counts.0 == counts.1 ? "changed (names of variants)" : "changed (\(counts.0) → \(counts.1) runs)"
    }

    private static func list(_ differences: [KeyExplanation.Difference]) -> String {
        let shown = differences.prefix(3).map { "\($0.path) \($0.stored) → \($0.wanted)" }.joined(separator: ", ")
        return shown + (differences.count > 3 ? " and \(differences.count - 3) more" : "")
    }
}
