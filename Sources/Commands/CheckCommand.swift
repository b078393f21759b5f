import ArgumentParser
import Foundation
import Reports

/// `spikebook check`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the book without running or writing anything.",
        discussion: """
            Checks that the book has no faults, that every run is in the archive, that the numbers of the prose agree with \
            the results, that claims.tsv holds the present verdicts, and that these are the expected ones.
            """
    )

    @OptionGroup var options: BookOptions

    @Flag(help: "Ask every query again, and once more without its restriction to the experiments that it sees.")
    var anew = false

    @Option(help: "Try the laws of the catalogue on the unit of this cell, and nothing else.")
    var laws: String?

    @OptionGroup var permission: CodePermission

    func run() throws {
        let workspace = try Workspace(options, allowsCode: permission.allowCode)
        if let laws { return try CellLaws(workspace).check(laws) }
        try workspace.stopIfFaulty()
        let check = try workspace.withArchive(readOnly: true) { archive in
            try SiteCheck(plan: workspace.plan, archive: archive, output: workspace.output, anew: anew)
        }
        try workspace.stop(at: check.faults)
        Findings.shared.note(check.warnings)
        if let failure = Failure(check.flaws) { throw failure }
        let claims = check.claimCount.counted("claim")
        Console.print("\(claims), \(check.numberCount.counted("number")) of the prose: all in order")
    }
}
