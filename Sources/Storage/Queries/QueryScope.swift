/// What authors' queries can read: the runs of a book, and the book's queries by name.
struct QueryScope: Hashable {
    /// The runs; nil for those of the file's own mapping, which belongs to the last build.
    var members: [Member]?
    /// The queries.
    var views: [NamedQuery] = []
    /// The number of times that the scope was defined; results of an earlier generation may be of runs that no longer
    /// exist.
    var generation = 0

    /// The same scope, in which named queries see everything.
    var free: QueryScope {
        var free = self
        free.views = views.map { NamedQuery(name: $0.name, sql: $0.sql) }
        return free
    }

    /// The schema that contains the views of these runs.
    var schema: RestrictedText.Schema { members == nil ? .main : .temp }

    /// The reason why a book's queries must not read a table of the file.
    static func refusal(of table: String) -> String {
        table == "claim"
            ? "claim holds the verdicts of the last build, on which no query of the book may depend"
            : "\(table) is not for a book's queries: read run, trace, spike and the others by their plain names"
    }
}

extension ArchiveSchema {
    /// The names of the views through which runs are read: all but the mapping itself and the claims.
    static let viewNames = tables.map(\.name).filter { !["member", "claim"].contains($0) }

    /// Whether a name belongs to a table that exists only in the file, or to a schema.
    ///
    /// Through these a query could read more than it is restricted to.
    static func isOfFile(_ name: String) -> Bool {
        ["claim", "lease", "quarantine", "main", "temp"].contains(name)
            || ["stored_", "sqlite_"].contains { name.hasPrefix($0) }
    }
}
