import ArgumentParser
import Foundation
import Reports

/// `spikebook diff`.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell what differs between another report and the present one: verdicts, values, numbers, figures.",
        discussion: """
            A report is an archive, a report.json, a claims.tsv, or a revision of git, of which the claims.tsv is read that \
            was committed in the output folder. Archives and report.json hold everything, claims.tsv only verdicts; what one \
            of the two does not hold is not compared. Numbers are compared as they are printed, with five digits, figures by \
            what they show. Without OTHER the present report is that of the last build, which must be of the book as it is.

            Ends with code 0 when the verdicts are the same, whatever else differs; with 1 when a verdict or an expected \
            verdict is another or a claim is in one report only; with 3 when the book must be built first.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json
    }

    @OptionGroup var options: BookOptions

    @Argument(help: "The report to compare with: a file, or a revision of git such as main.", completion: .file())
    var base: String

    @Argument(help: "What is compared with it, instead of the present report.", completion: .file())
    var other: String?

    @Option(help: "text, markdown or json.")
    var format = Format.text

    func run() throws {
        let before = try ReportSource(base, options).side()
        let after = try other.map { try ReportSource($0, options).side() } ?? present()
        let difference = ReportDifference(from: before, to: after)
        switch format {
        case .text: Console.print(difference.text)
        case .markdown: Console.print(difference.markdown)
        case .json: Console.print(try difference.json)
        }
        if difference.changesVerdicts { throw Failure.surprise("the verdicts are not the same") }
    }

    private func present() throws -> ReportSide {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        return try workspace.withWholeArchive { archive in
            guard let side = try ReportSide(plan: workspace.plan, archive: archive, name: "the present report") else {
                throw Failure.stale(
                    "the report is of another version of the book or the program: run 'spikebook build'"
                )
            }
            return side
        }
    }
}
