import GRDBSQLite

/// A query with a name, which other queries read as a table.
public struct NamedQuery: Sendable, Hashable {
    /// The name, in any case of letters.
    public var name: String
    /// One SELECT.
    public var sql: String

    /// Creates a named query.
    public init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    /// The statement that makes a view of it; nil when its text is not one statement.
    ///
    /// The view is temporary, since what an author calls a query is not the archive's.
    public var definition: String? {
        SQLText(sql).statement.map { "CREATE TEMP VIEW \(Self.quoted(name)) AS \($0)" }
    }

    /// The definitions of views, a statement each, to be put before a query that reads them.
    public static func script(_ views: [NamedQuery]) -> String {
        views.compactMap(\.definition).map { $0 + ";\n" }.joined()
    }

    /// The names, in lower case, of the tables that a query reads.
    public static func tables(readBy sql: String) -> Set<String> { SQLText(sql).tables }

    /// A name as SQL takes it: between quotes where it needs them.
    static func quoted(_ name: String) -> String {
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let isKeyword = sqlite3_keyword_check(name, Int32(name.utf8.count)) != 0
        return isPlain && !isKeyword ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}

extension ArchiveSchema {
    /// Whether a table of the archive, or of SQLite itself, has this name already.
    public static func reserves(_ name: String) -> Bool {
        let name = name.lowercased()
        return table(name) != nil || ["lease", "quarantine", "json_each", "json_tree"].contains(name)
            || ["stored_", "sqlite_", "pragma_"].contains { name.hasPrefix($0) }
    }
}
