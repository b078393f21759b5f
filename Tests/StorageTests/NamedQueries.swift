import Experiments
import Storage
import Synchronization
import Testing

/// Queries that other queries read by name.
@Suite struct NamedQueries {
    private let scratch: Scratch
    private let archive: Archive

    init() throws {
        scratch = try Scratch()
        archive = try scratch.open()
        let record = try RunRecord.sample()
        try archive.storeWhole(record)
        try archive.setMembers([record.member])
        try archive.close()
    }

    private func reader(_ views: [(String, String)]) throws -> Archive {
        let reader = try scratch.open(readOnly: true)
        reader.define(views.map { NamedQuery(name: $0, sql: $1) })
        return reader
    }

    @Test func areTablesOfAnArchiveOpenForReading() throws {
        let reader = try reader([
            ("high", "SELECT * FROM ends WHERE loss > 0; -- all"), ("ends", "SELECT loss FROM trace"),
        ])
        #expect(try reader.query("SELECT count(*) FROM high").rows == [[.integer(60)]])
        let replay = Verdict.replay(sql: "SELECT loss FROM high", expect: "loss > 0")
        #expect(try reader.query(replay).rows.first?[2] == .integer(60))
        #expect(try reader.columns(of: "SELECT * FROM \"Ends\"") == ["loss"])
        reader.define([NamedQuery(name: "ends", sql: "SELECT 2 AS two")])
        #expect(try reader.query("SELECT two FROM ends").rows == [[.integer(2)]])
        #expect(throws: QueryFault.self) { try reader.query("SELECT * FROM high") }
    }

    /// Results for removed runs must not be used again.
    @Test func areComputedAnewWhenTheyAreDefinedAnew() throws {
        let archive = try scratch.open()
        let (views, members) = (
            [NamedQuery(name: "ends", sql: "SELECT loss FROM trace")], [try RunRecord.sample().member]
        )
        archive.define(views, over: members)
        #expect(try archive.query("SELECT count(*) FROM ends").rows == [[.integer(60)]])
        _ = try archive.remove(members.map(\.key))
        archive.define(views, over: members)
        #expect(try archive.query("SELECT count(*) FROM ends").rows == [[.integer(0)]])
        try archive.close()
    }

    /// A store that keeps rows in memory, where a build uses a file.
    private final class Kept: ViewStore {
        let tables = Mutex<[String: Table]>([:])

        func rows(of view: NamedQuery) -> Table? { tables.withLock { $0[view.name] } }

        func keep(_ rows: Table, of view: NamedQuery) { tables.withLock { $0[view.name] = rows } }
    }

    @Test func areTakenFromWhereTheyAreKept() throws {
        let archive = try scratch.open()
        let odd = "SELECT -0.0 AS a, 1e999 AS b, x'' AS c, x'00ff' AS d, '' AS e, 'ä' AS f, NULL AS g, 3 AS h, 3.0 AS i"
        let views = [
            NamedQuery(name: "odd", sql: odd), NamedQuery(name: "ends", sql: "SELECT step, loss FROM trace"),
            NamedQuery(name: "last", sql: "SELECT max(step) AS step FROM ends", sight: Sight(["none"])),
        ]
        let (kept, members) = (Kept(), [try RunRecord.sample().member])
        func rows() throws -> [[Cell]] {
            archive.define(views, over: members, keptIn: kept)
            return try ["odd", "ends", "last"].flatMap { try archive.query("SELECT * FROM \($0)").rows }
        }
        let first = try rows()
        #expect(first.count == 62 && first[0][0] == .real(-0.0) && first[0][2] == .blob([]))
        #expect(kept.tables.withLock { Set($0.keys) } == ["odd", "ends", "last"])
        #expect(try rows().map { $0.map(\.exact) } == first.map { $0.map(\.exact) }, "bit for bit")
        kept.tables.withLock { $0["last"]?.rows = [[.integer(7)]] }
        #expect(try rows().last == [.integer(7)], "what is kept is not computed")
        let types = "SELECT typeof(h), typeof(i), typeof(c) FROM odd"
        #expect(try archive.query(types).rows == [[.text("integer"), .text("real"), .text("blob")]])
        #expect(try archive.query("SELECT step FROM last", over: []).rows == [[.null]], "other runs")
        #expect(try archive.query("SELECT step FROM last", freely: true).rows == [[.integer(60)]], "another sight")
        try archive.close()
    }

    @Test func mayDoNoMoreThanAnyQuery() throws {
        let reader = try reader([("chance", "SELECT random() AS r"), ("bad", "SELECT"), ("two", "SELECT 1; SELECT 2")])
        for name in ["chance", "bad", "two"] {
            #expect(throws: QueryFault.self) { try reader.query("SELECT * FROM \(name)") }
        }
        #expect(throws: QueryFault.self) { try reader.query("CREATE TEMP VIEW x AS SELECT 1") }
        #expect(throws: QueryFault.self) { try reader.query("DROP VIEW chance") }
    }

    @Test func endAtTheTimeLimit() throws {
        let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        let reader = try reader([("endless", sql)])
        #expect(throws: QueryFault.self) {
            try reader.query("SELECT max(i) FROM endless", timeLimit: .milliseconds(50))
        }
    }

    @Test func mayNotTakeTheNameOfATable() {
        for table in ArchiveSchema.tables { #expect(ArchiveSchema.reserves(table.name.uppercased())) }
        #expect(ArchiveSchema.reserves("stored_run") && ArchiveSchema.reserves("sqlite_x"))
        #expect(!ArchiveSchema.reserves("onset"))
    }
}

extension Cell {
    /// A text that differs for different values, including zeros of either sign.
    fileprivate var exact: String {
        if case .real(let value) = self { "real \(value.bitPattern)" } else { "\(self)" }
    }
}
