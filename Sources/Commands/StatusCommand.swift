import ArgumentParser
import Foundation
import Reports

/// `spikebook status`.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tell which runs are in the archive, which are missing and which changed.",
        discussion: """
            Runs that another version of spikebook's numeric core has made with the same settings are listed apart: a \
            build makes them again. Ends with code 3 when a build would run or analyse something.
            """
    )

    @OptionGroup var options: BookOptions

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        let rows = try workspace.withArchive(readOnly: true) { try workspace.plan.status(in: $0) }
        let width = rows.map(\.experiment.count).max() ?? 0
        for row in rows {
            let name = row.experiment.padding(toLength: width, withPad: " ", startingAt: 0)
            var words = ["\(row.fresh) of \(row.runs) fresh"]
            if row.outdated > 0 { words.append("\(row.outdated) made by another version of spikebook") }
            if row.unanalysed > 0 { words.append("\(row.unanalysed) to be analysed") }
            if row.changed > 0 { words.append("\(row.changed) changed since the last build") }
            if row.diverged > 0 { words.append("\(row.diverged) diverged") }
            Console.print("\(name)  \(words.joined(separator: ", "))")
        }
        let missing = rows.reduce(0) { $0 + $1.runs - $1.fresh }
        let unanalysed = rows.reduce(0) { $0 + $1.unanalysed }
        guard missing + unanalysed > 0 else { return }
        let work = [(missing, "made"), (unanalysed, "analysed")].filter { $0.0 > 0 }
            .map { "\($0.counted("run")) to be \($1)" }
        let sentence = "\(work.joined(separator: ", ")); 'spikebook explain ID' tells why"
        throw Failure.stale([Plan.newCore(rows), sentence].compactMap { $0 }.joined(separator: "\n"))
    }
}
