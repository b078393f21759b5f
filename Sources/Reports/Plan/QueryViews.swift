import Diagnostics
public import Storage

/// The queries of a book as views: each can be read as a table by every other query, claim and figure.
public struct QueryViews: Sendable {
    private struct Entry {
        var query: NamedQuery
        /// The names, in lower case, of the views that it reads.
        var reads: [String]
        var placed: PlacedDirective
    }

    private let entries: [String: Entry]
    /// Every view, in the order of the chapters.
    public let all: [NamedQuery]
    /// What is wrong with the names and with what reads what.
    let faults: [Diagnostic]

    init(_ directives: [PlacedDirective]) {
        let queries = directives.compactMap { placed in
            (placed.directive as? QueryDirective).map { (placed: placed, query: NamedQuery(name: $0.id, sql: $0.sql)) }
        }
        let names = Set(queries.map { $0.query.name.lowercased() })
        var entries: [String: Entry] = [:]
        var all: [NamedQuery] = []
        var faults: [Diagnostic] = []
        for (placed, query) in queries {
            let name = query.name.lowercased()
            if ArchiveSchema.reserves(name) {
                faults.append(Self.reserved(placed))
            } else if let first = entries[name] {
                // Names that are equal to the letter are told of by the table of labels.
                if first.query.name != query.name { faults.append(Self.equal(placed, to: first.query.name)) }
            } else {
                let reads = NamedQuery.tables(readBy: query.sql).intersection(names).sorted()
                entries[name] = Entry(query: query, reads: reads, placed: placed)
                all.append(query)
            }
        }
        self.entries = entries
        self.all = all
        self.faults = faults + Self.circles(entries, in: all) + Self.heavy(entries, in: all)
    }

    /// The views that a text reads, and those that these read, each after those that it reads itself.
    func needed(by sql: String) -> [NamedQuery] {
        var found: [NamedQuery] = []
        var walk = ViewWalk(reads: { entries[$0]?.reads })
        walk.visit(NamedQuery.tables(readBy: sql).sorted()) { name in
            if let entry = entries[name] { found.append(entry.query) }
        }
        return found
    }

    /// A text with those of the views behind it.
    func texts(behind sql: String) -> [String] { [sql] + needed(by: sql).map(\.sql) }

    /// Whether a text reads any view, or any of those that are named in lower case.
    func isRead(by sql: String, among names: Set<String>? = nil) -> Bool {
        NamedQuery.tables(readBy: sql).contains { names?.contains($0) ?? (entries[$0] != nil) }
    }

    /// The names, in lower case, of the views of which something holds, or of one that they read.
    func names(where holds: (NamedQuery) -> Bool) -> Set<String> {
        var found: Set<String> = []
        var walk = ViewWalk(reads: { entries[$0]?.reads })
        walk.visit(all.map { $0.name.lowercased() }) { name in
            guard let entry = entries[name] else { return }
            if holds(entry.query) || entry.reads.contains(where: found.contains) { found.insert(name) }
        }
        return found
    }

    /// The definitions of the views that a text reads, as they are put before it; empty when it reads none.
    func script(before sql: String) -> String { NamedQuery.script(needed(by: sql)) }

    // MARK: - Faults

    private static func reserved(_ placed: PlacedDirective) -> Diagnostic {
        Diagnostic(
            "query.name",
            at: placed.place,
            "a query cannot be called '\(placed.id)': a table of the archive has that name",
            help: "other queries read it by its id; choose another, such as \(placed.id)_shown"
        )
    }

    private static func equal(_ placed: PlacedDirective, to other: String) -> Diagnostic {
        Diagnostic(
            "query.name",
            at: placed.place,
            "the queries '\(other)' and '\(placed.id)' differ only in the case of letters",
            help: "SQL reads queries by their ids and knows no case; rename one of them"
        )
    }

    /// One fault for each circle of views that read each other, at the query that comes first in the book.
    private static func circles(_ entries: [String: Entry], in order: [NamedQuery]) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        var walk = ViewWalk(reads: { entries[$0]?.reads })
        walk.circle = { names in faults.append(circle(names.compactMap { entries[$0] })) }
        walk.visit(order.map { $0.name.lowercased() }) { _ in }
        return faults
    }

    /// The views that would take long to compile, but for those that read one that does.
    private static func heavy(_ entries: [String: Entry], in order: [NamedQuery]) -> [Diagnostic] {
        let expansions = ViewExpansions(order)
        let faults = entries.compactMapValues { expansions.fault(in: $0.query.sql) }
        return order.compactMap { query in
            let name = query.name.lowercased()
            guard let fault = faults[name], let entry = entries[name],
                !entry.reads.contains(where: { faults[$0] != nil })
            else { return nil }
            let place = entry.placed.source.place(of: ["sql"])
            let message = "\(query.name): \(fault.message)"
            return Diagnostic("query.\(fault.kind.name)", at: place, message, help: fault.help)
        }
    }

    private static func circle(_ entries: [Entry]) -> Diagnostic {
        let names = (entries + entries.prefix(1)).map(\.query.name).joined(separator: " → ")
        return Diagnostic(
            "query.circle",
            at: entries[0].placed.source.place(of: ["sql"]),
            "the queries read each other in a circle: \(names)",
            help: "a name between WITH and AS hides the query of that name"
        )
    }
}

extension Book {
    /// The queries as views; a book at fault has those that can be read.
    public var views: QueryViews { QueryViews(chapters.flatMap(\.orderedDirectives)) }
}
