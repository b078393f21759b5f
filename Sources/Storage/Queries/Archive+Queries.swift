extension Archive {
    /// Runs an author's query: one SELECT, read-only, without functions whose value another run would not give.
    /// - Parameters:
    ///   - sql: the query; comments and a semicolon at its end are allowed.
    ///   - timeLimit: how long it may take.
    ///   - rowLimit: how many rows it may give.
    ///   - sight: the experiments that it sees.
    ///   - freely: whether the named queries that it reads see all, whatever they say.
    ///   - members: the runs of the book; nil for those given by `define`.
    /// - Returns: the columns and rows.
    /// - Throws: `QueryFault` for what the author can mend, `ArchiveError` for the machine.
    public func query(
        _ sql: String,
        timeLimit: Duration = .seconds(10),
        rowLimit: Int = 1_000_000,
        seeing sight: Sight = .all,
        freely: Bool = false,
        over members: [Member]? = nil
    ) throws -> Table {
        let text = SQLText(sql)
        return try queries.with(members: members, freely: freely) { connection in
            try QueryRun(
                connection: connection,
                sql: text,
                place: FaultPlace(text: text),
                sight: sight,
                timeLimit: timeLimit,
                rowLimit: rowLimit
            ).table()
        }
    }

    /// Computes a claim's verdict by running `Verdict.replay`.
    ///
    /// Throws `QueryFault` at its place in `sql` or `expect`, `ArchiveError` for the machine.
    public func verdict(sql: String, expect: String, timeLimit: Duration = .seconds(10)) throws -> Verdict {
        let table = try claim(sql: sql, expect: expect, timeLimit: timeLimit, rowLimit: 1, Verdict.replay)
        guard let row = table.rows.first, case .text(let name) = row[0], let outcome = Verdict.Outcome(rawValue: name),
            case .integer(let trials) = row[1], case .integer(let holds) = row[2]
        else { throw QueryFault(.failed, "the claim's query gave no verdict", .sql) }
        return Verdict(outcome: outcome, trials: Int(trials), holds: Int(holds))
    }

    /// The rows of a claim's query, each with a last column `holds`: 1, 0, or nothing where nothing is known.
    ///
    /// Throws as `verdict` does.
    public func trials(
        sql: String,
        expect: String,
        timeLimit: Duration = .seconds(10),
        rowLimit: Int = 100_000
    ) throws -> Table {
        try claim(sql: sql, expect: expect, timeLimit: timeLimit, rowLimit: rowLimit, Verdict.trials)
    }

    private func claim(
        sql: String,
        expect: String,
        timeLimit: Duration,
        rowLimit: Int,
        _ text: (_ sql: String, _ expect: String) -> String
    ) throws -> Table {
        try queries.with { connection in
            let place = try compile(sql, expect, on: connection)
            return try QueryRun(
                connection: connection,
                sql: SQLText(text(sql, expect)),
                place: place,
                timeLimit: timeLimit,
                rowLimit: rowLimit
            ).table()
        }
    }

    /// Compiles the query, then the condition over its columns, so that a fault is found in the text it stands in; gives
    /// the place of faults that only running shows.
    func compile(_ sql: String, _ expect: String, on connection: QueryConnection) throws -> FaultPlace {
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
        // Aggregates are columns of the probe and none of a row.
        _ = try columns(SQLText(Verdict.replay(sql: sql, expect: expect)), place)
        return place
    }
}
