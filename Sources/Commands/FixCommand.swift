import ArgumentParser
import Diagnostics
import Foundation
import Reports

/// `spikebook fix`.
struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Show the checked numbers of the prose that are not the results, or rewrite them.",
        discussion: """
            Each number keeps its form: its digits, its power of ten, its unit. A number stays as it is and is reported when \
            it cannot state its result in that form: when the result would be rounded to zero, when it may be of another \
            scale (97.5 % and 0.975), or when the row that it names now holds something else.

            Ends with code 3 when numbers differ and are not rewritten.
            """
    )

    @OptionGroup var options: BookOptions

    @Flag(help: "Rewrite the numbers; without it they are only shown.")
    var write = false

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        let fix = try workspace.withWholeArchive { try NumberFix(plan: workspace.plan, archive: $0) }
        for change in fix.changes { Console.print(Self.line(change)) }
        if write { try fix.apply() }
        let numbers = fix.changes.count.counted("number")
        let isLeft = !write && !fix.changes.isEmpty
        let next = isLeft ? ": 'spikebook fix --write' rewrites \(fix.changes.count == 1 ? "it" : "them")" : ""
        let summary = "\(numbers) \(write ? "rewritten" : "would be rewritten")\(next)"
        if isLeft, fix.refusals.isEmpty { throw Failure.stale(summary) }
        Console.note(summary)
        if !fix.refusals.isEmpty { throw Failure(.stale, fix.refusals) }
    }

    private static func line(_ change: NumberFix.Change) -> String {
        let place = "\(change.place.file):\(change.place.line):\(change.place.column)"
        let row = change.row.isEmpty ? "" : "; \(change.row)"
        return "\(place): \(change.key): \(change.old) → \(change.new)  (\(change.result)\(row))"
    }
}
