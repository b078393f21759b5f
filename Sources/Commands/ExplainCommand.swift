import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Reports

/// `spikebook explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell why an experiment's runs are fresh or not: which field changed the key."
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "The experiment's id.", completion: Completions.experiments)
    var id: String

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        try workspace.stop(unlessExperiment: id)
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

    private func tell(_ differences: [KeyExplanation.Difference]) {
        for difference in differences {
            Console.print("    \(difference.path): \(difference.stored) → \(difference.wanted)")
        }
    }
}
