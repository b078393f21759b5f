import Diagnostics
public import Storage

/// The queries of a book as views: every other query, claim and figure can read each as a table.
public struct QueryViews: Sendable {
    private struct Entry {
        var query: NamedQuery
        /// The names of the views that it reads, in lower case.
        var reads: [String]
        var placed: PlacedDirective
    }

    private let entries: [String: Entry]
    /// The views that texts read, cached since most are needed many times.
    private let behind = Protected<[ExactText: [NamedQuery]]>([:])
    /// What each question itself sees, cached.
    private let sights = Protected<[Question: Sight]>([:])
    /// The definitions of the views for a shell, by name.
    private let definitions = Protected<[String: String]>([:])
    /// Every view, in the order of the chapters.
    public let all: [NamedQuery]
    /// The faults in names, and in which view reads which.
    let faults: [Diagnostic]

    init(_ directives: [PlacedDirective]) {
        let queries = directives.compactMap { placed in
            (placed.directive as? QueryDirective).map { (placed: placed, directive: $0) }
        }
        let names = Set(queries.map { $0.directive.id.lowercased() })
        var entries: [String: Entry] = [:]
        var all: [NamedQuery] = []
        var faults: [Diagnostic] = []
        for (placed, directive) in queries {
            let query = NamedQuery(name: directive.id, sql: directive.sql)
            let name = query.name.lowercased()
            if ArchiveSchema.reserves(name) {
                faults.append(Self.reserved(placed))
            } else if let first = entries[name] {
                // The table of labels reports names that are identical.
                if first.query.name != query.name { faults.append(Self.equal(placed, to: first.query.name)) }
            } else {
                let reads = NamedQuery.tables(readBy: query.sql).intersection(names).sorted()
                entries[name] = Entry(query: query, reads: reads, placed: placed)
                all.append(query)
            }
        }
        self.faults = faults + Self.circles(entries, in: all) + Self.heavy(entries, in: all)
        Self.find(&entries, in: all)
        self.entries = entries
        self.all = all.map { entries[$0.name.lowercased()]?.query ?? $0 }
    }

    /// Finds what each view sees, after the views that it reads.
    private static func find(_ entries: inout [String: Entry], in order: [NamedQuery]) {
        let known = entries
        var walk = ViewWalk(reads: { known[$0]?.reads })
        walk.visit(order.map { $0.name.lowercased() }) { name in
            guard let entry = entries[name] else { return }
            let sees = (entry.placed.directive as? QueryDirective)?.sees ?? []
            let inner = entry.reads.compactMap { entries[$0]?.query.sight }
            entries[name]?.query.sight = sight(of: Question(sql: entry.query.sql, sees: sees), reading: inner)
        }
    }

    // MARK: - Sight

    /// What a text itself sees.
    ///
    /// This is what its directive says; otherwise what it names, together with what the views that it reads see;
    /// otherwise all.
    func sight(of question: Question) -> Sight {
        if let known = sights.value[question] { return known }
        let views = NamedQuery.tables(readBy: question.sql).compactMap { entries[$0]?.query.sight }
        let sight = Self.sight(of: question, reading: views)
        sights.update { $0[question] = sight }
        return sight
    }

    private static func sight(of question: Question, reading views: [Sight]) -> Sight {
        guard question.sees.isEmpty else { return question.sees == ["all"] ? .all : Sight(question.sees) }
        let named = Sight(namedBy: question.sql)
        // A text that names no experiment and reads the stored runs directly may see all of them.
        guard named != nil || !views.isEmpty || !NamedQuery.readsRuns(question.sql) else { return .all }
        return views.reduce(into: named ?? Sight()) { $0.add($1) }
    }

    /// Everything that can affect an answer: what the text sees, and what each of the views behind it sees.
    func visible(to question: Question) -> Sight {
        needed(by: question.sql).reduce(into: sight(of: question)) { $0.add($1.sight) }
    }

    /// What the text and each view behind it see by name, except those that see all.
    func sights(behind question: Question) -> [Sight] {
        let views = needed(by: question.sql).map { ($0.sight, Sight(namedBy: $0.sql)) }
        return ([(sight(of: question), Sight(namedBy: question.sql))] + views).compactMap { $0.isWhole ? $1 : $0 }
    }

    private func definition(of view: NamedQuery) -> String {
        if let known = definitions.value[view.name] { return known }
        let definition = view.shellDefinition
        definitions.update { $0[view.name] = definition }
        return definition
    }

    /// The script that answers a question in a shell exactly as the program does.
    func script(of question: Question) -> String {
        needed(by: question.sql).map(definition).joined() + NamedQuery.script(question.sql, seeing: sight(of: question))
    }

    /// The views that a text reads, directly or through others, each after those that it reads itself.
    func needed(by sql: String) -> [NamedQuery] {
        let text = ExactText(sql)
        if let known = behind.value[text] { return known }
        var found: [NamedQuery] = []
        var walk = ViewWalk(reads: { entries[$0]?.reads })
        walk.visit(NamedQuery.tables(readBy: sql).sorted()) { name in
            if let entry = entries[name] { found.append(entry.query) }
        }
        behind.update { $0[text] = found }
        return found
    }

    /// Whether a text, or a view behind it, reads how and when runs were made.
    func readsMade(_ sql: String) -> Bool {
        ([sql] + needed(by: sql).map(\.sql)).contains { NamedQuery.tables(readBy: $0).contains("made") }
    }

    /// Whether a text reads any view, or any of those in `names`, which are in lower case.
    func isRead(by sql: String, among names: Set<String>? = nil) -> Bool {
        NamedQuery.tables(readBy: sql).contains { names?.contains($0) ?? (entries[$0] != nil) }
    }

    /// The names, in lower case, of the views that satisfy a condition, or that read one which does.
    func names(where holds: (NamedQuery) -> Bool) -> Set<String> {
        var found: Set<String> = []
        var walk = ViewWalk(reads: { entries[$0]?.reads })
        walk.visit(all.map { $0.name.lowercased() }) { name in
            guard let entry = entries[name] else { return }
            if holds(entry.query) || entry.reads.contains(where: found.contains) { found.insert(name) }
        }
        return found
    }

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

    /// The faults of views that would take long to compile, except those that read another such view.
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
