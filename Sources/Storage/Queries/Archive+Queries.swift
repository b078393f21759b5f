extension Archive {
    /// Runs an author's query: one SELECT, read-only, without functions that could give another value the next time.
    ///
    /// - Parameters:
    ///   - sql: the query; comments and a semicolon at its end are allowed.
    ///   - timeLimit: the maximal duration.
    ///   - rowLimit: the maximal number of rows.
    ///   - sight: the experiments that it sees.
    ///   - freely: whether the named queries that it reads see everything, whatever they declare.
    ///   - members: the runs of the book; nil for those given by `define`.
    /// - Returns: the columns and rows.
    /// - Throws: `QueryFault` for the author's errors, `ArchiveError` for the machine's.
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
}
