public import Diagnostics
import Experiments
import Storage

/// Experiments whose runs are missing, with reasons.
///
/// What depends on them has no result.
struct Outages: Sendable {
    /// The outage of an experiment.
    struct Outage: Error, Sendable, Hashable {
        var experiment: String
        /// The word shown in place of a verdict.
        var word: String
        /// Why; empty where the runs have not been tried.
        var reason: String
        /// What the program printed that failed first; empty where none did.
        var output = ""

        /// What happened, without the reason.
        var brief: String { "experiment \(experiment) " + (reason.isEmpty ? "has not been run" : "failed") }

        /// The sentence shown in place of the result.
        var sentence: String { brief + (reason.isEmpty ? "" : ": " + reason) }
    }

    private let outages: [Outage]
    /// The keys of the missing runs.
    let keys: Set<RunKey>

    /// The experiments of a plan that have some of these runs.
    init(of plan: Plan, missing failures: [Runner.Failure]) {
        let known = Dictionary(failures.map { ($0.key, $0) }) { first, _ in first }
        keys = Set(known.keys)
        outages = plan.experiments.compactMap { experiment in
            let failed = experiment.runs.compactMap { known[$0.key] }
            let reasons = failed.map(\.reason)
            guard let first = reasons.first else { return nil }
            let others = Set(reasons).count - 1
            let more = others > 0 ? ", and \(others) other reason\(others == 1 ? "" : "s")" : ""
            return Outage(
                experiment: experiment.id,
                word: first.isEmpty ? "not run" : "failed",
                reason: first + more,
                output: failed[0].output
            )
        }
    }

    /// Whether all is there.
    var isEmpty: Bool { outages.isEmpty }

    /// The outage of an experiment; nil when all its runs are present.
    func outage(of experiment: String) -> Outage? { outages.first { $0.experiment == experiment } }

    /// The first outage among the experiments in a sight; nil when all their runs are present.
    func outage(within sight: @autoclosure () -> Sight) -> Outage? {
        guard !outages.isEmpty else { return nil }
        let sight = sight()
        return outages.first { sight.includes($0.experiment) }
    }
}

extension Plan {
    /// The runs that could not be carried out, but for those that are stored from before.
    func outages(after failures: [Runner.Failure], stored: [RunKey: RunSummary]) -> Outages {
        Outages(of: self, missing: failures.filter { stored[$0.key] == nil })
    }

    /// The runs of the book that are missing in an archive, or have not been analysed.
    func missing(in stored: [RunKey: RunSummary]) -> Outages {
        let missing = experiments.flatMap(\.runs).filter { !$0.isWhole(in: stored) }
        return Outages(of: self, missing: missing.map { Runner.Failure(key: $0.key, reason: "") })
    }

    /// A fault for each experiment with failed runs, at its place in the book.
    public func faults(of failures: [Runner.Failure]) -> [Diagnostic] {
        let reasons = Dictionary(failures.map { ($0.key, $0.reason) }) { first, _ in first }
        let placed = book.chapters.flatMap(\.orderedDirectives)
        return experiments.compactMap { experiment in
            let failed = experiment.runs.compactMap { reasons[$0.key] }
            guard !failed.isEmpty else { return nil }
            let count = experiment.runs.count == 1 ? "" : "\(failed.count) of \(experiment.runs.count) runs "
            return Diagnostic(
                "experiment.failed",
                at: placed.first { $0.id == experiment.id }?.place,
                "\(experiment.id): \(count)could not be carried out: " + Set(failed).sorted().joined(separator: "; "),
                help: "the pages tell so where its results would stand; the next build tries again"
            )
        }
    }
}
