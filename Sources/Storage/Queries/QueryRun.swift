import Diagnostics
import GRDBSQLite

/// The author's text in which a fault is located; it may be only a part of the text that SQLite compiles.
struct FaultPlace {
    let text: SQLText
    var source = QueryFault.Source.sql
    /// The number to add to an offset in the compiled text; nil when there is no fixed relation.
    var shift: Int? = 0
    /// The columns that may have been meant; nil for those of the tables that the text names.
    var columns: [String]?
    /// The claim's query, if the text is its condition.
    var query: SQLText?

    func position(_ offset: Int?) -> QueryFault.Position? {
        guard let offset, let shift, text.bytes.indices.contains(offset + shift) else { return nil }
        return text.position(at: offset + shift)
    }

    /// The text and position of the call of `printf` or `format` with this format string.
    ///
    /// If the string is not written literally, the only call is taken if there is just one.
    func call(ofFormat format: String) -> (source: QueryFault.Source, position: QueryFault.Position)? {
        let literal = "'" + format.replacing("'", with: "''") + "'"
        let texts = [(text, source)] + (query.map { [($0, QueryFault.Source.sql)] } ?? [])
        for (text, source) in texts {
            if let found = text.tokens.first(where: { $0.kind == .string && text.text(of: $0) == literal }) {
                return (source, text.position(of: found.range))
            }
        }
        for (text, source) in texts {
            if let position = ["printf", "format"].compactMap(text.offset).min().map(text.position(at:)) {
                return (source, position)
            }
        }
        return nil
    }

    /// The position of the first word equal to `name`.
    func position(of name: String) -> QueryFault.Position? {
        text.offset(of: name).map { text.position(at: $0) }
    }
}

/// One run of an author's query on a connection.
struct QueryRun {
    let connection: QueryConnection
    let sql: SQLText
    let place: FaultPlace
    /// The experiments that it sees.
    var sight = Sight.all
    let timeLimit: Duration
    let rowLimit: Int

    /// The maximal size of one value in bytes.
    static let valueLimit = 1_000_000
    /// The maximal size of all values of an answer in bytes, counting eight for a number.
    private static let answerLimit = 100_000_000

    /// Runs the only statement of the text.
    func table() throws -> Table {
        if connection.lacksViews(behind: sql) {
            // The text is compiled first, so that its faults are reported before views are computed.
            sqlite3_finalize(try prepare())
            try connection.computeViews(behind: sql)
        }
        let statement = try prepare()
        defer { sqlite3_finalize(statement) }
        let columns = try columns(of: statement)
        return Table(
            columns: columns,
            rows: try connection.limited(to: timeLimit) { try rows(statement, Int32(columns.count)) }
        )
    }

    /// Compiles the only statement of the text and returns the columns' names; a fault is located in the text.
    func columns() throws -> [String] {
        let statement = try prepare()
        defer { sqlite3_finalize(statement) }
        return try columns(of: statement)
    }

    private func prepare() throws -> OpaquePointer {
        let range = try statement()
        if let table = connection.refusedTable(in: sql) {
            throw QueryFault(.refused, QueryScope.refusal(of: table), place.source, place.position(of: table))
        }
        if let fault = connection.expansions.fault(in: sql, place.source) { throw fault }
        let restricted = RestrictedText(sql, at: range, to: sight, in: connection.scope.schema)
        let prepared = connection.prepare(restricted.text)
        guard prepared.code == SQLITE_OK, let statement = prepared.statement else {
            throw fault(at: prepared.offset.flatMap(restricted.original))
        }
        // A text composed from a claim's texts is not checked, since those were checked themselves.
        if place.shift == 0, let fault = PlainTexts(sql).fault(in: place.source) {
            sqlite3_finalize(statement)
            throw fault
        }
        return statement
    }

    private func statement() throws -> Range<Int> {
        let statements = sql.statements
        guard let first = statements.first else {
            throw QueryFault(.notOneQuery, "the query is empty", place.source, help: "write one SELECT")
        }
        guard statements.count == 1 else {
            let second = place.position(statements[1].lowerBound)
            throw QueryFault(
                .notOneQuery,
                "only one statement is allowed",
                place.source,
                second,
                help: "keep one SELECT"
            )
        }
        return first
    }

    private func columns(of statement: OpaquePointer) throws -> [String] {
        let count = sqlite3_column_count(statement)
        guard count > 0, sqlite3_stmt_readonly(statement) != 0 else {
            throw QueryFault(.notOneQuery, "the text is no query", place.source, help: "begin with SELECT or WITH")
        }
        return (0..<count).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" }
    }

    private func rows(_ statement: OpaquePointer, _ count: Int32) throws -> [[Cell]] {
        var rows: [[Cell]] = []
        var size = 0
        while true {
            let code = sqlite3_step(statement)
            switch code {
            case SQLITE_DONE: return rows
            case SQLITE_ROW:
                guard rows.count < rowLimit else {
                    throw QueryFault(.rowLimit, "the query gives more than \(rowLimit) rows", .sql, help: "add a LIMIT")
                }
                let row = (0..<count).map { Cell(statement, $0) }
                size += row.reduce(0) { $0 + $1.size }
                guard size <= Self.answerLimit else {
                    let message = "the query gives more than \(Self.answerLimit / 1_000_000) MB"
                    throw QueryFault(.sizeLimit, message, .sql, help: "select fewer columns, or add a LIMIT")
                }
                rows.append(row)
            case _ where code & 0xff == SQLITE_INTERRUPT:
                guard !connection.isCancelled else { throw Cancelled() }
                let help = "join on experiment, run and step, which are indexed"
                throw QueryFault(.timeLimit, "the query takes longer than \(timeLimit)", .sql, help: help)
            default: throw fault(at: nil)
            }
        }
    }

    /// The fault that SQLite has just reported.
    private func fault(at offset: Int?) -> QueryFault {
        let code = sqlite3_errcode(connection.handle)
        let message = connection.message
        if let reason = connection.refusal {
            let name = reason.split(separator: "(").first.map(String.init) ?? ""
            return QueryFault(.refused, reason, place.source, place.position(of: name) ?? place.position(offset))
        }
        if let misprint = connection.misprint { return fault(of: misprint) }
        if let name = message.rest(after: "no such column: ") {
            let last = name.split(separator: ".").last.map(String.init) ?? name
            let position = place.position(offset) ?? place.position(of: last)
            let help = NearMiss.help(for: last, in: place.columns ?? columns(near: place.text))
            return QueryFault(.unknownColumn, "there is no column '\(name)'", place.source, position, help: help)
        }
        if let name = message.rest(after: "no such table: ") {
            let position = place.position(of: name) ?? place.position(offset)
            let known = ArchiveSchema.tables.map(\.name) + connection.views.map(\.name)
            let help = NearMiss.help(for: name, in: known)
            return QueryFault(.unknownTable, "there is no table '\(name)'", place.source, position, help: help)
        }
        if message.hasPrefix("misuse of aggregate"), place.source == .expect {
            let help = "the condition is asked of each row: let the query give the aggregate as a column"
            return QueryFault(.syntax, message, place.source, place.position(offset), help: help)
        }
        if code & 0xff == SQLITE_TOOBIG {
            let message = "a value of the query is larger than \(Self.valueLimit / 1_000_000) MB"
            return QueryFault(.sizeLimit, message, place.source, help: "cut it by substr, or join fewer rows")
        }
        let kind: QueryFault.Kind = code & 0xff == SQLITE_ERROR ? .syntax : .failed
        return QueryFault(kind, message, place.source, place.position(offset))
    }

    private func fault(of misprint: CheckedPrintf.Misprint) -> QueryFault {
        let call = place.call(ofFormat: misprint.format)
        return QueryFault(
            .unprintable,
            "printf('\(misprint.format)', …) writes \(misprint.what) as 0",
            call?.source ?? place.source,
            call?.position,
            help:
                "put CASE around it, as in CASE WHEN x IS NULL THEN 'never' ELSE printf('%.1f', x) END, or write texts by %s"
        )
    }

    /// The columns of the tables and views that the query names; of all tables when it names none.
    private func columns(near sql: SQLText) -> [String] {
        let words = sql.words
        let tables = ArchiveSchema.tables.filter { words.contains($0.name) }
        let views = connection.views.filter { words.contains($0.name.lowercased()) }
        let named = tables.isEmpty && views.isEmpty ? ArchiveSchema.tables : tables
        return Set(named.flatMap { $0.columns.map(\.name) } + views.flatMap(columns)).sorted()
    }

    /// The columns of a view; none when it cannot be read.
    private func columns(of view: NamedQuery) -> [String] {
        guard connection.expansions.fault(in: SQLText(view.whole), .sql) == nil else { return [] }
        let prepared = connection.prepare(view.whole)
        defer { sqlite3_finalize(prepared.statement) }
        return prepared.statement.flatMap { try? columns(of: $0) } ?? []
    }
}

extension QueryFault {
    init(_ kind: Kind, _ message: String, _ source: Source, _ position: Position? = nil, help: String? = nil) {
        self.init(kind: kind, message: message, source: source, position: position, help: help)
    }
}

extension Cell {
    /// Its contribution to the size of an answer in bytes.
    fileprivate var size: Int {
        switch self {
        case .text(let text): 8 + text.utf8.count
        case .blob(let bytes): 8 + bytes.count
        default: 8
        }
    }
}

extension String {
    fileprivate func rest(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
