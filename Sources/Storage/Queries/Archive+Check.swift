extension Archive {
    /// Compiles an author's query without running it, and gives the names of its columns.
    ///
    /// Throws `QueryFault` for what the author can mend, `ArchiveError` for the machine.
    public func columns(of sql: String) throws -> [String] {
        let text = SQLText(sql)
        return try queries.with { connection in
            try QueryRun(
                connection: connection,
                sql: text,
                place: FaultPlace(text: text),
                timeLimit: .seconds(10),
                rowLimit: 0
            ).columns()
        }
    }

    /// Compiles a claim's query and condition without running them.
    ///
    /// Throws `QueryFault` at its place in `sql` or `expect`, `ArchiveError` for the machine.
    public func check(sql: String, expect: String) throws {
        try queries.with { _ = try compile(sql, expect, on: $0) }
    }
}
