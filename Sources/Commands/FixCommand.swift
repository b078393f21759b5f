import ArgumentParser
import Diagnostics
import Foundation
import Reports

/// `spikebook fix`.
struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Rewrite the checked numbers of the prose from the results.",
        discussion: "Each number keeps its manner of writing: its digits, its power of ten, its unit."
    )

    @OptionGroup var options: BookOptions

    @Flag(help: "Only tell what would be rewritten.")
    var dryRun = false

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        let fix = try workspace.withArchive(readOnly: true) { archive in
            try workspace.stopIfChanged(since: archive)
            try workspace.stopIfIncomplete(archive)
            return try NumberFix(plan: workspace.plan, archive: archive)
        }
        for change in fix.changes {
            Console.print(
                "\(change.place.file):\(change.place.line):\(change.place.column): \(change.old) → \(change.new)"
            )
        }
        if !dryRun { try fix.apply() }
        Console.note(
            "\(fix.changes.count.counted("number")) \(dryRun ? "would be " : "")rewritten"
        )
        if !fix.unknown.isEmpty { throw Failure.stale(workspace.render(fix.unknown)) }
    }
}
