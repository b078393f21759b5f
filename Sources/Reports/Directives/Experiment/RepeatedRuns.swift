import Diagnostics
import Experiments
import Settings

/// Finds runs of one experiment that are identical, including their analysis; each would count as a separate trial.
struct RepeatedRuns {
    let experiment: PlannedExperiment
    let placed: PlacedDirective

    /// The fault at the first setting that repeats a run; nil when all runs differ.
    var fault: Diagnostic? {
        var seen: [AnalysisKey: PlannedExperiment.Run] = [:]
        for run in experiment.runs {
            if let first = seen[run.analysis] { return fault(first, run) }
            seen[run.analysis] = run
        }
        return nil
    }

    private func fault(_ first: PlannedExperiment.Run, _ second: PlannedExperiment.Run) -> Diagnostic {
        let seed = "seed \(second.seed)"
        let message =
            first.variant == second.variant
            ? "\(second.variant.isEmpty ? seed : "'\(second.variant)', \(seed),") is written twice"
            : "'\(first.variant)' and '\(second.variant)' are the same run, \(seed)"
        return Diagnostic(
            "experiment.repeated",
            at: placed.source.place(of: path(of: second)),
            "\(experiment.id): \(message)",
            help: "a run counts once: take one of them out, or let them differ in a setting or a seed"
        )
    }

    /// The path of a run's source: a seed that is written twice, a variant, or a value of a sweep.
    private func path(of run: PlannedExperiment.Run) -> [String] {
        let tree = placed.source.value
        if case .list(let seeds)? = tree["seeds"], let index = Self.repeated(seeds) { return ["seeds", "\(index)"] }
        switch tree["sweep"] {
        case .list(let variants)?:
            let index = variants.indices.last { variants[$0]["name"] == .text(run.variant) }
            return ["sweep"] + (index.map { ["\($0)", "name"] } ?? [])
        case .map(let entries)?:
            for entry in entries {
                guard case .list(let values) = entry.value, let index = Self.repeated(values) else { continue }
                return ["sweep", entry.name, "\(index)"]
            }
            return ["sweep"]
        default: return ["id"]
        }
    }

    /// The index of the first value that occurs earlier in the list.
    private static func repeated(_ values: [Value]) -> Int? {
        values.indices.first { values[..<$0].contains(values[$0]) }
    }
}
