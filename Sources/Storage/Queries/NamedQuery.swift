import GRDBSQLite

/// A query with a name, which other queries can read as a table.
public struct NamedQuery: Sendable, Hashable {
    /// The name; case does not matter.
    public var name: String
    /// One SELECT.
    public var sql: String
    /// The experiments that it sees, whichever query reads it.
    public var sight: Sight

    /// Creates a named query.
    public init(name: String, sql: String, sight: Sight = .all) {
        self.name = name
        self.sql = sql
        self.sight = sight
    }

    /// A query that gives all of its rows.
    public var whole: String { "SELECT * FROM \(Self.quoted(name))" }

    /// The statement that defines it as a view; nil when its text is not exactly one statement.
    ///
    /// The view is temporary, since an author's query does not belong to the archive.
    func definition(in schema: RestrictedText.Schema) -> String? {
        Self.restricted(sql, to: sight, in: schema).map { "CREATE TEMP VIEW \(Self.quoted(name)) AS \($0)" }
    }

    /// The statement that defines it in a shell, with a line end; empty when its text is not a statement.
    public var shellDefinition: String { definition(in: .main).map { $0 + ";\n" } ?? "" }

    /// The script that runs a query in a shell as the program does, after the definitions of the views that it reads.
    public static func script(_ sql: String, seeing sight: Sight) -> String {
        restricted(sql, to: sight, in: .main) ?? sql
    }

    /// The only statement of a text, restricted to some experiments; nil when there is none, or more than one.
    private static func restricted(_ sql: String, to sight: Sight, in schema: RestrictedText.Schema) -> String? {
        let text = SQLText(sql)
        return text.statementRange.map { RestrictedText(text, at: $0, to: sight, in: schema).text }
    }

    /// The names, in lower case, of the tables that a query reads.
    public static func tables(readBy sql: String) -> Set<String> { SQLText(sql).tables }

    /// A name as an SQL identifier, in quotes if necessary.
    static func quoted(_ name: String) -> String {
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let isKeyword = sqlite3_keyword_check(name, Int32(name.utf8.count)) != 0
        return isPlain && !isKeyword ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}

extension ArchiveSchema {
    /// Whether a table of the archive, or of SQLite itself, has this name.
    public static func reserves(_ name: String) -> Bool {
        let name = name.lowercased()
        return table(name) != nil || ["lease", "quarantine", "json_each", "json_tree"].contains(name)
            || ["stored_", "sqlite_", "pragma_"].contains { name.hasPrefix($0) }
    }
}
