import Experiments
import Foundation
import Settings
import Storage
import Traces
import Training

/// The folded summary of how an experiment was run.
struct ExperimentPart {
    let directive: ExperimentDirective
    let placed: PlacedDirective
    let context: PageContext

    func html() throws -> Markup {
        guard let experiment = context.plan.experiment(directive.id) else { return .empty }
        let summaries = experiment.runs.compactMap { context.summaries[$0.key] }
        let (said, defaults) = settings(of: experiment)
        let diverged = summaries.filter { $0.outcome != .completed }.count
        let view = ExperimentView(
            id: directive.id,
            summary: summary(of: experiment),
            wallTime: NumberText.duration(summaries.reduce(0) { $0 + $1.wallSeconds }),
            origin: origin(summaries),
            warning: diverged == 0 ? "" : "\(diverged) of \(summaries.count) diverged",
            source: Verbatim(placed.text.trimmed),
            settings: said,
            defaults: defaults,
            runs: runs(of: experiment),
            count: experiment.runs.count,
            recordings: RecordingPart(directive: directive, context: context).views,
            commands: Verbatim(commands(experiment))
        )
        return try [notice(), context.render(view)].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// The notice shown before the summary when some of the runs failed.
    private func notice() throws -> Markup {
        guard let outage = context.outages.outage(of: directive.id) else { return .empty }
        context.hasOutages = true
        let title = context.escaped(outage.sentence)
        return try context.render(NoticeView(kind: .fault, title: title, output: Verbatim(outage.output)))
    }

    /// A summary in HTML, such as `Adam, η 0.15, β2 0.99, 2 000 steps, 3 runs`.
    private func summary(of experiment: PlannedExperiment) -> Markup {
        if !directive.title.isEmpty {
            return context.flat(directive.title, at: placed.source.place(of: ["title"]))
        }
        guard let first = experiment.runs.first?.specification else { return context.escaped(directive.id) }
        var words = directive.readsLogs ? [(first as? ProgramRun)?.name ?? "log"] : []
        words += first.rule.map(self.words) ?? (first as? CellRun).map(self.words) ?? []
        words += first.plannedSteps.map { ["\(NumberText.whole($0)) steps"] } ?? []
        if experiment.runs.count > 1 { words.append("\(experiment.runs.count) runs") }
        return context.escaped(words.joined(separator: ", "))
    }

    /// An optimizer's name, its learning rate, and the settings that differ from their defaults.
    private func words(_ rule: any Optimizer) -> [String] {
        let swept = directive.body.tree["sweep"].map { "\($0.canonicalJSON)" } ?? ""
        let name = type(of: rule).name
        let defaults = type(of: rule).init().resolved
        guard case .map(let entries) = rule.resolved else { return [] }
        let shown = entries.filter { $0.name == "lr" || defaults[$0.name] != $0.value }
        return [name == "sgd" ? "SGD" : name.capitalized]
            + shown.map { entry in
                let isSwept = swept.contains(".\(entry.name)\"")
                return "\(Self.symbol(entry.name)) \(isSwept ? "varied" : Self.printed(entry.value))"
            }
    }

    /// The name of an optimizer that may be a cell's, and its learning rate.
    private func words(_ run: CellRun) -> [String] {
        guard case .map(let units)? = run.canonical["optimizer"], let unit = units.first else { return [] }
        let isSwept = directive.body.tree["sweep"].map { $0.canonicalJSON.contains(".lr\"") } ?? false
        let rate = unit.value["lr"].map { isSwept ? "η varied" : "η \(Self.printed($0))" }
        return [unit.name] + [rate].compactMap { $0 }
    }

    private static func symbol(_ name: String) -> String {
        ["lr": "η", "beta1": "β1", "beta2": "β2", "eps": "ε"][name] ?? name.replacing("_", with: " ")
    }

    /// A setting's value; a file's digest is shortened.
    private static func printed(_ leaf: (path: String, value: Value)) -> String {
        if leaf.path == "command", case .list(let words) = leaf.value {
            return words.map { printed($0) }.joined(separator: " ")
        }
        let text = printed(leaf.value)
        return isDigest(leaf) ? String(text.prefix(12)) : text
    }

    private static func isDigest(_ leaf: (path: String, value: Value)) -> Bool {
        leaf.path.hasPrefix("files.") || leaf.path.hasPrefix(CellRun.sources + ".") || leaf.path == "environment.digest"
    }

    private static func printed(_ value: Value) -> String {
        switch value {
        case .number(let number): NumberText.significant(number, digits: 6)
        case .text(let text) where !text.isEmpty: text
        default: value.summary
        }
    }

    /// The day of the newest run, taken from the archive, so that building again gives the same page.
    private func origin(_ summaries: [RunSummary]) -> String {
        let verb = !directive.readsLogs || directive.startsProgram ? "run" : "read"
        guard let newest = summaries.map(\.finishedAt).max() else { return "not \(verb)" }
        return "\(verb) on \(newest.prefix(10))"
    }

    /// The settings that the author wrote or that vary, and in a line those that were left at their defaults.
    private func settings(of experiment: PlannedExperiment) -> (said: [SettingView], defaults: String) {
        guard let first = experiment.runs.first?.specification else { return ([], "") }
        let all = experiment.runs.map { Dictionary($0.specification.canonical.leaves) { first, _ in first } }
        let written = Set(directive.body.tree.leaves.map(\.path))
        var said: [SettingView] = []
        var defaults: [String] = []
        for leaf in first.canonical.leaves {
            let values = Set(all.compactMap { $0[leaf.path] })
            if values.count == 1, !written.contains(leaf.path), !Self.isDigest(leaf) {
                defaults.append("\(leaf.path) \(Self.printed(leaf))")
                continue
            }
            let setting = SettingView(
                name: leaf.path,
                value: values.count > 1 ? "varied: \(values.count) values" : Self.printed(leaf),
                href: Verbatim(ReferencePage.address(ofSetting: leaf.path, in: context.plan.book))
            )
            said.append(setting)
        }
        return (said, defaults.joined(separator: "; "))
    }

    /// The number of runs that are listed; the archive's table `run` has all of them.
    private static let mostRuns = 20

    private func runs(of experiment: PlannedExperiment) -> [RunView] {
        experiment.runs.prefix(Self.mostRuns).map { run in
            let summary = context.summaries[run.key]
            let seed = "seed \(run.seed)"
            return RunView(
                label: context.label(run.variant.isEmpty ? seed : "\(run.variant), \(seed)"),
                keyPrefix: String(run.key.text.prefix(12)),
                outcome: context.outages.keys.contains(run.key) ? "failed" : Self.outcome(summary),
                isRemarkable: summary?.outcome != .completed,
                wallTime: summary.map { NumberText.duration($0.wallSeconds) } ?? ""
            )
        }
    }

    private static func outcome(_ summary: RunSummary?) -> String {
        switch summary?.outcome {
        case .completed?: "completed"
        case .diverged(let step)?: "diverged at step \(NumberText.whole(step))"
        case nil: "not run"
        }
    }

    private func commands(_ experiment: PlannedExperiment) -> String {
        """
        \(context.site.commands.spikebook("build", context.chapter.name))
        \(context.site.commands.spikebook("run", directive.id, "--trace", "\(directive.id).csv"))
        \(context.site.commands.spikebook("explain", directive.id))
        \(context.site.commands.sqlite("SELECT * FROM run WHERE experiment = '\(directive.id)'"))
        """
    }
}
