import Diagnostics
import Experiments
import Settings
import Storage
import Training

/// An experiment with its runs resolved and keyed.
struct PlannedExperiment: Sendable {
    /// One run.
    struct Run: Sendable {
        var variant: String
        var seed: Int
        var key: RunKey
        /// The key of its trace's analysis.
        var analysis: AnalysisKey
        var needs: [RunKey]
        /// Whether its model has a loss.
        var hasLoss: Bool
        /// The paths of the files that it reads, as written.
        var files: [String]
        private let text: Text

        /// The source of its specification.
        private enum Text {
            case resolved(any RunSpecification)
            /// A run by its index among cached ones; it is resolved only when its specification is needed.
            case written(WrittenRuns, place: Int)
        }

        /// A run of `specification` that needs the given runs.
        init(variant: String, specification: any RunSpecification, needs: [RunKey]) {
            self.variant = variant
            self.needs = needs
            text = .resolved(specification)
            seed = specification.seed
            hasLoss = specification.hasLoss
            files = Array(specification.files.digests.keys)
            key = RunKey(specification, needs: needs)
            analysis = AnalysisKey(of: key, specification)
        }

        /// A cached run, at an index among `runs`.
        init(_ known: KnownRuns.Run, at place: Int, of runs: WrittenRuns, needs: [RunKey]) {
            text = .written(runs, place: place)
            variant = known.variant
            seed = known.seed
            key = known.key
            analysis = known.analysis
            hasLoss = known.hasLoss
            files = []
            self.needs = needs
        }

        /// Everything that decides its result.
        var specification: any RunSpecification {
            switch text {
            case .resolved(let specification): specification
            case .written(let runs, let place): runs.specifications[place]
            }
        }

        /// Whether it is stored together with its analysis.
        func isWhole(in stored: [RunKey: RunSummary]) -> Bool { stored[key]?.analyses.contains(analysis) ?? false }
    }

    var id: String
    /// The index of its chapter.
    var chapter: Int
    /// Whether its runs were made elsewhere.
    var isRecorded: Bool
    /// Whether another program makes its runs, or some of them.
    var startsProgram: Bool
    var runs: [Run]
}

/// The runs of an experiment that reads no files and was resolved by an earlier plan, so that resolving it again
/// cannot fail.
final class WrittenRuns: Sendable {
    private let experiment: ExperimentDirective
    private let resolved = Protected<[any RunSpecification]?>(nil)

    init(_ experiment: ExperimentDirective) {
        self.experiment = experiment
    }

    var specifications: [any RunSpecification] {
        resolved.update { known in
            if let known { return known }
            guard let runs = try? experiment.resolved(files: InputFiles.none, fit: FileFit()) else {
                preconditionFailure("what could be resolved by this very program can be resolved again")
            }
            known = runs.members.map(\.specification)
            return runs.members.map(\.specification)
        }
    }
}
