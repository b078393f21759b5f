/// What authors' queries see: the runs that a book names, and its queries by their names.
struct QueryScope: Hashable {
    /// The runs; nil for those that the file itself says, which are those of whoever built last.
    var members: [Member]?
    /// The queries.
    var views: [NamedQuery] = []
    /// How often the archive has been told what its queries see: what was computed before may be of runs that are gone.
    var generation = 0

    /// The same without any restriction of what the queries see.
    var free: QueryScope {
        var free = self
        free.views = views.map { NamedQuery(name: $0.name, sql: $0.sql) }
        return free
    }

    /// Where the tables are that show these runs.
    var schema: RestrictedText.Schema { members == nil ? .main : .temp }

    /// Why a table of the file is not for a book's queries.
    static func refusal(of table: String) -> String {
        table == "claim"
            ? "claim holds the verdicts of the last build, on which no query of the book may depend"
            : "\(table) is not for a book's queries: read run, trace, spike and the others by their plain names"
    }
}

extension ArchiveSchema {
    /// The names of the tables through which runs are read: all but the mapping itself and the claims.
    static let viewNames = tables.map(\.name).filter { !["member", "claim"].contains($0) }

    /// Whether a name is that of a table of the file which a connection's own schema does not hold, or of a schema itself,
    /// by which a query would see past what it is restricted to.
    static func isOfFile(_ name: String) -> Bool {
        ["claim", "lease", "quarantine", "main", "temp"].contains(name)
            || ["stored_", "sqlite_"].contains { name.hasPrefix($0) }
    }
}
