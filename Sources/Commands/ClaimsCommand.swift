import ArgumentParser
import Diagnostics
import Foundation
import Reports
import Storage

/// `spikebook claims`.
struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Print the verdicts, computed anew from the archive.",
        discussion: "Ends with code 1 when a verdict is not the expected one, with code 3 when runs are missing."
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, junit
    }

    @OptionGroup var options: BookOptions

    @Argument(help: "Claims by id; all without.", completion: Completions.claims)
    var ids: [String] = []

    @Option(help: "text, json or junit.")
    var format = Format.text

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        try workspace.withArchive(readOnly: true) { try tell(workspace, $0) }
    }

    private func tell(_ workspace: Workspace, _ archive: Archive) throws {
        try workspace.stopIfChanged(since: archive)
        let list = try ClaimList(plan: workspace.plan, archive: archive)
        if let unknown = ids.first(where: { !list.ids.contains($0) }) {
            throw Failure.usage("there is no claim '\(unknown)'; \(NearMiss.help(for: unknown, in: list.ids))")
        }
        let chosen = ids.isEmpty ? list : list.only(ids)
        switch format {
        case .text: Console.print(chosen.text)
        case .json: Console.hand(over: try chosen.json)
        case .junit: Console.hand(over: chosen.junit)
        }
        try workspace.stopIfIncomplete(archive)
        if !chosen.surprises.isEmpty {
            throw Failure.surprise(chosen.surprises.joined(separator: "\n"))
        }
    }
}
