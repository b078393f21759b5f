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
        discussion: """
            The tables are run, trace, spike, crossing, phase, layer, state, event, bisection, setting, made, member and \
            claim; the queries of the book can be read as tables by their ids.
            """
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
        if tables { return Console.print(try guide()) }
        let table = try options.withArchive(readOnly: true) { archive in
            // An archive can be queried without its book; then there are no named queries.
            archive.define(options.openBook()?.views.all ?? [])
            return try answer(of: archive)
        }
        if csv { Console.hand(over: table.csv.trimmingCharacters(in: .newlines)) } else { Console.print(table.aligned) }
    }

    /// The documentation of all tables, or of the named one.
    private func guide() throws -> String {
        guard sql.isEmpty || TableGuide.names.contains(sql) else {
            throw Failure.usage("there is no table '\(sql)'; \(NearMiss.help(for: sql, in: TableGuide.names))")
        }
        return TableGuide.text(only: sql)
    }

    /// The rows of the query; a fault is shown at its place in the query.
    private func answer(of archive: Archive) throws -> Table {
        do {
            return try archive.query(sql)
        } catch let fault as QueryFault {
            let place = fault.position.map { Place(file: "query", line: $0.line, column: $0.column, length: $0.length) }
            let found = Diagnostic("query.\(fault.kind.name)", at: place, fault.message, help: fault.help)
            let text = sql
            Findings.shared.show { _ in text }
            throw Failure(.usage, [found])
        }
    }
}
