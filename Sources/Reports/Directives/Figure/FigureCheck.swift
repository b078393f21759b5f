import Charts
import Diagnostics
import Experiments
import Settings
import Training

/// Checks the names in a figure before anything runs.
struct FigureCheck {
    let check: PlanCheck

    func faults(of figure: FigureDirective, _ placed: PlacedDirective) -> [Diagnostic] {
        guard !figure.from.isEmpty else { return [] }
        guard let experiment = check.experiment(figure.from) else {
            guard !check.declared.contains(figure.from) else { return [] }
            return [
                Diagnostic(
                    "figure.unknown-experiment",
                    at: placed.source.place(of: ["from"]),
                    "there is no experiment '\(figure.from)'",
                    help: NearMiss.help(for: figure.from, in: check.experiments.map(\.id))
                )
            ]
        }
        let variants = experiment.runs.map(\.variant)
        if !figure.variant.isEmpty, !variants.contains(figure.variant) {
            return [
                Diagnostic(
                    "figure.unknown-variant",
                    at: placed.source.place(of: ["variant"]),
                    "experiment '\(experiment.id)' has no variant '\(figure.variant)'",
                    help: NearMiss.help(for: figure.variant, in: Set(variants))
                )
            ]
        }
        if figure.run(of: experiment) == nil {
            let seeds = Set(experiment.runs.map { String($0.seed) }).sorted()
            return [
                Diagnostic(
                    "figure.unknown-seed",
                    at: placed.source.place(of: ["seed"]),
                    "experiment '\(experiment.id)' has no seed \(figure.seed)",
                    help: "known: " + seeds.joined(separator: ", ")
                )
            ]
        }
        return lossless(figure, of: experiment, placed)
    }

    /// A fault if a view needs a loss but the model, a recording of gradients, has none.
    private func lossless(
        _ figure: FigureDirective,
        of experiment: PlannedExperiment,
        _ placed: PlacedDirective
    ) -> [Diagnostic] {
        guard let run = figure.run(of: experiment), !run.hasLoss, !figure.isPlot else { return [] }
        return [
            Diagnostic(
                "figure.no-loss",
                at: placed.source.place(of: ["view"]),
                "experiment '\(experiment.id)' has no loss, so the view \(figure.view.rawValue) has nothing to show",
                help: "gradients are all that it knows; write panels that draw columns of the trace"
            )
        ]
    }
}

extension FigureDirective {
    /// The run that `anatomy` and `run` show; nil when the experiment has none of that variant and seed.
    func run(of experiment: PlannedExperiment) -> PlannedExperiment.Run? {
        experiment.runs.first { run in
            (variant.isEmpty || run.variant == variant) && (seed < 0 || run.seed == seed)
        }
    }
}

extension Plan {
    /// The run that a figure draws; nil for one that is drawn from queries, or when there is no such run.
    func run(drawnBy figure: FigureDirective) -> PlannedExperiment.Run? {
        figure.isPlot ? nil : experiment(figure.from).flatMap(figure.run)
    }
}
