import ArgumentParser
import Diagnostics
import Foundation
import Reports
import Storage

/// `spikebook query`.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask the archive by SQL, reading only.",
        discussion: "The tables are run, trace, state, spike, crossing, phase, bisection, setting, member and claim."
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "One SELECT; with --tables, the name of a table or nothing.")
    var sql: String = ""

    @Flag(help: "Print comma-separated values.")
    var csv = false

    @Flag(help: "Print the tables and what their columns mean.")
    var tables = false

    func validate() throws {
        if sql.isEmpty, !tables { throw ValidationError("write a SELECT, or --tables for what there is to ask") }
    }

    func run() throws {
        if tables { return Console.print(TableGuide.text(only: sql)) }
        let path = URL(filePath: options.output, directoryHint: .isDirectory).appending(path: "spikebook.sqlite").path
        let archive = try Archive.open(at: path, readOnly: true) { Console.note("archive: \($0.description)") }
        let table = try answer(of: archive)
        Console.print(csv ? table.csv.trimmingCharacters(in: .newlines) : table.aligned)
    }

    /// The rows; a fault is shown where it stands in the query.
    private func answer(of archive: Archive) throws -> Table {
        do {
            return try archive.query(sql)
        } catch let fault as QueryFault {
            let place = fault.position.map { Place(file: "query", line: $0.line, column: $0.column, length: $0.length) }
            let found = Diagnostic("query.\(fault.kind.name)", at: place, fault.message, help: fault.help)
            throw Failure.usage(options.diagnostics.render([found]) { _ in sql })
        }
    }
}
