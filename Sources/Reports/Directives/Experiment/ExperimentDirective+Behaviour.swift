import Diagnostics
import Experiments
import Settings
import Storage

extension ExperimentDirective: PageDirective {
    static var keysElsewhere: Set<String> { Set(Experiment.keys) }

    var prose: [[String]] { [["title"]] }

    var isStrip: Bool { true }

    /// Whether its runs, or some of them, are read from logs.
    var readsLogs: Bool {
        let sweep = body.tree["sweep"]?.canonicalJSON ?? ""
        return body.tree[RecordedTrace.name] != nil || sweep.contains("\"\(RecordedTrace.name)")
    }

    /// The query of how logs were read, and of what cells printed; nil for runs of the core alone.
    var recordings: Question? {
        guard readsLogs || Experiment.namesOthers(body.tree) else { return nil }
        return Question(sql: "SELECT * FROM recording WHERE experiment = '\(id)' ORDER BY run")
    }

    /// Whether another program makes its runs, or some of them.
    var startsProgram: Bool { Experiment.isProgram(body.tree) }

    var asked: [Question] { recordings.map { [$0] } ?? [] }

    func faults(of placed: PlacedDirective, in check: PlanCheck) -> [Diagnostic] {
        guard let experiment = check.experiment(id) else { return [] }
        let repeated = RepeatedRuns(experiment: experiment, placed: placed).fault
        return [repeated, DrawnNames.warning(in: experiment, placed)].compactMap { $0 }
    }

    /// Its runs as its page lists them.
    func keys(from inputs: PageInputs) -> [String] {
        inputs.plan.experiment(id)?.runs.map { run in
            let stored = inputs.summaries[run.key].map { "\($0.outcome) \($0.steps) \($0.wallSeconds)" }
            return "\(run.key.text) \(run.variant) \(stored ?? "missing")"
        } ?? []
    }

    func content(from inputs: PageInputs) -> [String]? { keys(from: inputs) }

    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup {
        try ExperimentPart(directive: self, placed: placed, context: context).html()
    }
}
