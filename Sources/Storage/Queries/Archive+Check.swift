extension Archive {
    /// Compiles an author's query without running it, and returns the names of its columns.
    ///
    /// Throws `QueryFault` for the author's errors, `ArchiveError` for the machine's.
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
    /// Throws `QueryFault` with a position in `sql` or `expect`, `ArchiveError` for errors of the machine.
    public func check(sql: String, expect: String) throws {
        try queries.with { try compile(sql, expect, on: $0) }
    }

    /// Compiles the query, then the condition on its columns, so that a fault is located in the right text.
    private func compile(_ sql: String, _ expect: String, on connection: QueryConnection) throws {
        let (query, condition) = (SQLText(sql), SQLText(expect))
        func columns(_ sql: SQLText, _ place: FaultPlace) throws -> [String] {
            try QueryRun(connection: connection, sql: sql, place: place, timeLimit: .seconds(10), rowLimit: 0).columns()
        }
        let names = try columns(query, FaultPlace(text: query))
        guard let range = condition.statementRange, let statement = query.statement else {
            let help = "write one condition over the query's columns"
            throw QueryFault(.notOneQuery, "there is not one condition", .expect, help: help)
        }
        let lead = "SELECT ("
        let probe = lead + String(decoding: condition.bytes[range], as: UTF8.self) + ") FROM (\(statement))"
        var place = FaultPlace(text: condition, source: .expect, columns: names)
        place.shift = range.lowerBound - lead.utf8.count
        _ = try columns(SQLText(probe), place)
        if let fault = PlainTexts(condition).fault(in: .expect) { throw fault }
        place.shift = nil
        place.query = query
        // This rejects aggregates, which the probe query accepts but a single row does not have.
        _ = try columns(SQLText(Verdict.replay(sql: sql, expect: expect)), place)
    }
}
