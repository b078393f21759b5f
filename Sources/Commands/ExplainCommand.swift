import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Reports

/// `spikebook explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell why a result is as it is: runs of an experiment, a table, a figure, a claim, a page.",
        discussion: """
            For an experiment, prints each run and the setting that changed its key. For anything else, prints whether it \
            is up to date, what changed when it was last made, or what has changed since: experiments behind it with their \
            settings, its text, what it refers to, the program.
            """
    )

    @OptionGroup var options: BookOptions

    @Argument(
        help: "The id of an experiment, table, figure or claim, or a chapter's name.",
        completion: Completions.experiments
    )
    var id: String

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        guard workspace.plan.experimentIDs.contains(id) else {
            if !workspace.plan.hasName(id) { try workspace.stop(unlessExperiment: id) }
            return try explainResult(workspace)
        }
        let explanations = try workspace.withArchive(readOnly: true) { try workspace.plan.explanation(of: id, in: $0) }
        for explanation in explanations {
            let key = explanation.key.text.prefix(12)
            guard !explanation.isStored else {
                let state = explanation.isAnalysed ? "fresh" : "the trace is fresh, to be analysed anew"
                Console.print("\(key)  \(explanation.label): \(state)")
                tell(explanation.differences)
                if !explanation.isAnalysed, explanation.differences.isEmpty {
                    Console.print("    no analysis by the present code is stored")
                }
                continue
            }
            guard let nearest = explanation.nearest else {
                Console.print("\(key)  \(explanation.label): missing, and the archive holds no run to compare with")
                continue
            }
            Console.print("\(key)  \(explanation.label): missing; the nearest stored run is \(nearest.text.prefix(12))")
            tell(explanation.differences)
            if explanation.differences.isEmpty { Console.print("    the keys of the runs that it needs changed") }
        }
    }

    /// Explains a result made from runs.
    private func explainResult(_ workspace: Workspace) throws {
        let text = try workspace.withArchive(readOnly: true) { archive in
            try Site(plan: workspace.plan, archive: archive, output: workspace.output).explanation(of: id)
        }
        guard let text else { return try workspace.stop(unlessExperiment: id) }
        Console.print(text)
    }

    private func tell(_ differences: [KeyExplanation.Difference]) {
        for difference in differences {
            Console.print("    \(difference.path): \(difference.stored) → \(difference.wanted)")
        }
    }
}
