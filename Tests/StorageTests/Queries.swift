import Experiments
import GRDB
import Traces
@testable import Storage
import Testing
import Training

@Suite struct Queries {
    let scratch: Scratch
    let archive: Archive

    init() throws {
        scratch = try Scratch()
        archive = try scratch.open()
        var records = try (1...2).map { try RunRecord.sample($0, state: true) }
        records[1].reading = try Reading(json: Self.reading)
        for record in records { try archive.storeWhole(record) }
        try archive.setMembers(records.map(\.member))
    }

    /// An example report on how a log was read.
    private static let reading = """
        {"format": "llm.c", "lossKind": "step", "unit": "", "rows": 60, "stride": 10, "repeated": 2,
        "dropped": {"other lines": 3}, "columns": {"loss": "trl"}, "notRecorded": ["lambda_max"],
        "gaps": [{"after": 20, "before": 50}], "nonFinite": [{"step": 7, "column": "loss", "value": "nan"}],
        "evaluations": [{"step": 10, "column": "eval_loss", "value": 2.5}], "notes": ["it ends early"]}
        """

    @Test func seeHowLogsWereRead() throws {
        let recording = "SELECT format, loss_kind, rows, stride, repeated, dropped, not_recorded, unit FROM recording"
        #expect(
            try archive.query(recording).rows == [
                [
                    .text("llm.c"), .text("step"), .integer(60), .integer(10), .integer(2),
                    .text(#"{"other lines":3}"#), .text(#"["lambda_max"]"#), .text(""),
                ]
            ]
        )
        #expect(try archive.query("SELECT after, before FROM gap").rows == [[.integer(20), .integer(50)]])
        let values = try archive.query(
            "SELECT step, value FROM non_finite UNION ALL SELECT step, value FROM evaluation"
        )
        #expect(values.rows == [[.integer(7), .text("nan")], [.integer(10), .real(2.5)]])
        let whole = try archive.record(for: try RunRecord.sample(2, state: true).key)
        #expect(try whole?.reading == Reading(json: Self.reading))
        let damaged = "UPDATE stored_reading SET content = replace(content, 'llm.c', 'llm.d')"
        try archive.write { db in try db.execute(sql: damaged) }
        #expect(throws: Never.self) { _ = try archive.verify() }
        #expect(try archive.record(for: try RunRecord.sample(2, state: true).key) == nil, "its checksum counts it")
    }

    private func faultOf(_ sql: String, timeLimit: Duration = .seconds(5), rowLimit: Int = 1000) -> QueryFault? {
        do {
            _ = try archive.query(sql, timeLimit: timeLimit, rowLimit: rowLimit)
            return nil
        } catch { return error as? QueryFault }
    }

    @Test(arguments: ArchiveSchema.tables)
    func seeTheColumnsThatAreDocumented(table: ArchiveSchema.Table) throws {
        let found = try archive.query("SELECT * FROM \(table.name)", rowLimit: 100_000)
        #expect(found.columns == table.columns.map(\.name))
        if table.name != "claim" { #expect(!found.rows.isEmpty) }
        #expect(table.columns.allSatisfy { !$0.meaning.isEmpty })
    }

    @Test func seeWhatWasRecorded() throws {
        let table = try archive.query(
            """
            SELECT run.lr, run.beta2, run.momentum, run.optimizer, run.spikes, run.steps, count(*) AS rows,
            max(abs(grad_sq - grad_norm * grad_norm)) AS difference
            FROM run JOIN trace USING (experiment, seed) WHERE experiment = 'bowl' AND seed = 1;  -- one
            """
        )
        #expect(
            table.rows == [
                [.real(0.05), .real(0.9), .null, .text("adam"), .integer(1), .integer(60), .integer(60), .real(0)]
            ]
        )
        #expect(table.column("Optimizer") == [.text("adam")])
        let settings = try archive.query("SELECT path, value FROM setting WHERE seed = 1 ORDER BY path")
        #expect(settings.rows.contains([.text("optimizer.adam.beta2"), .real(0.9)]))
        #expect(settings.rows.contains([.text("at.20.optimizer.adam.lr"), .integer(3)]))
        #expect(settings.rows.contains([.text("model.quadratic.eigenvalues"), .text("[1,30]")]))
        let phases = try archive.query("SELECT DISTINCT phase, name FROM phase ORDER BY phase")
        #expect(phases.rows.first == [.integer(1), .text("stable")])
    }

    @Test func coverTheCoresColumns() throws {
        func columns(_ table: String) throws -> [String] { try archive.columns(of: "SELECT * FROM \(table)").sorted() }
        let names = Catalogue.columns.map(\.name)
        #expect(try columns("stored_trace") == (["run", "step"] + names).sorted())
        #expect(try columns("stored_constant") == (["run"] + names).sorted())
        let layers = LayerRecord.Column.allCases.map(\.name)
        #expect(try columns("stored_layer") == (["run", "step", "layer", "name"] + layers).sorted())
    }

    @Test func showLayersAndEvents() throws {
        let layers = try archive.query(
            """
            SELECT layer, name, count(*), count(share), min(l.step) FROM layer AS l JOIN trace USING (run, step)
            WHERE l.experiment = 'bowl' AND l.seed = 1 GROUP BY layer
            """
        )
        #expect(
            layers.rows == [
                [.integer(0), .text("dense 0"), .integer(12), .integer(12), .integer(5)],
                [.integer(1), .text("dense 1"), .integer(12), .integer(0), .integer(5)],
            ]
        )
        let events = try archive.query("SELECT number, step, kind, value FROM event WHERE seed = 2 ORDER BY number")
        #expect(events.rows[1] == [.integer(2), .integer(9), .text("rollback"), .real(2.5)])
        #expect(events.rows.last == [.integer(3), .integer(9), .text("exhausted"), .real(2)])
        let meaning = ArchiveSchema.table("event")?.columns.first { $0.name == "kind" }?.meaning ?? ""
        for kind in TraceEvent.Kind.allCases { #expect(meaning.contains(kind.rawValue)) }
    }

    @Test func showOnlyTheBooksRuns() throws {
        try archive.setMembers([RunRecord.sample(2, state: true).member])
        #expect(try archive.query("SELECT DISTINCT seed FROM trace").rows == [[.integer(2)]])
        #expect(try archive.stats().runsNotInBook == 1)
    }

    @Test(arguments: [
        "SELECT loss FROM trace WHERE experiment = 'x'",
        "SELECT loss FROM trace WHERE experiment = 'x' AND step BETWEEN 3 AND 9",
        "SELECT t.loss FROM spike AS s JOIN trace AS t ON t.run = s.run AND t.step = s.peak WHERE s.experiment = 'x'",
        "SELECT t.loss FROM spike AS s JOIN trace AS t USING (experiment, seed, variant) WHERE experiment = 'x'",
        "SELECT a.loss - b.loss FROM trace AS a JOIN trace AS b USING (seed, step) WHERE a.experiment = 'x' AND b.experiment = 'y'",
        "SELECT avg(lr), max(dip) FROM trace WHERE experiment = 'x' GROUP BY run",
        "SELECT max(dip) FROM layer WHERE experiment = 'x' AND layer = 1",
        "SELECT l.share FROM trace AS t JOIN layer AS l USING (run, step) WHERE t.experiment = 'x'",
        "SELECT t.loss FROM event AS e JOIN trace AS t ON t.run = e.run AND t.step = e.step WHERE e.experiment = 'x'",
        "SELECT value, loss FROM setting JOIN trace USING (run) WHERE setting.experiment = 'x' AND path = 'steps'",
    ])
    func findTraceRowsByIndex(sql: String) throws {
        let plan = try archive.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
        }
        // Scans are allowed of the detector's settings, which are one JSON value, and of the list of requested runs.
        let scans = plan.filter { $0.hasPrefix("SCAN") && !$0.contains("VIRTUAL TABLE") && $0 != "SCAN setting" }
        #expect(scans.isEmpty, "\(plan)")
    }

    @Test(arguments: [
        ("INSERT INTO claim VALUES (1)", "a change of rows"), ("DELETE FROM stored_run", "a change of rows"),
        ("ATTACH 'x' AS y", "ATTACH"), ("PRAGMA user_version", "PRAGMA"), ("DROP VIEW run", "only read"),
        ("SELECT random()", "another value"), ("SELECT datetime('now')", "clock"),
        ("SELECT CURRENT_TIMESTAMP", "clock"),
        ("SELECT load_extension('x')", "code"), ("BEGIN", "transaction"), ("VACUUM", "not allowed"),
        ("SELECT * FROM pragma_table_info('run')", "only read"),
    ])
    func mayOnlyRead(sql: String, reason: String) throws {
        let fault = try #require(faultOf(sql))
        #expect(fault.message.contains(reason) || fault.kind != .refused, "\(fault)")
        #expect([.refused, .failed, .notOneQuery].contains(fault.kind), "\(fault)")
    }

    @Test func areOneStatement() throws {
        let two = try #require(faultOf("SELECT 1;\n SELECT 2"))
        #expect(two.kind == .notOneQuery && two.position == .init(line: 2, column: 2, length: 6))
        #expect(faultOf("  -- nothing\n ;")?.kind == .notOneQuery)
        #expect(try archive.query("SELECT ';--' AS \"a;b\" /* ; */ ; ; -- end").rows == [[.text(";--")]])
    }

    @Test func tellWhereTheyAreWrong() throws {
        let column = try #require(faultOf("-- é\nSELECT 'é',\n  onste FROM spike"))
        #expect(column.kind == .unknownColumn && column.help == "did you mean 'onset'?")
        #expect(column.position == .init(line: 3, column: 3, length: 5))
        let table = try #require(faultOf("SELECT 1 FROM  spikes"))
        #expect(table.kind == .unknownTable && table.help == "did you mean 'spike'?")
        #expect(table.position == .init(line: 1, column: 16, length: 6))
        let quoted = try #require(faultOf("SELECT \"onste\" FROM spike"))
        #expect(quoted.kind == .unknownColumn)
        let syntax = try #require(faultOf("SELECT 1 +\nFROM spike"))
        #expect(syntax.kind == .syntax && syntax.position?.line == 2)
        let refused = try #require(faultOf("SELECT 1,\nRandom()"))
        #expect(refused.position == .init(line: 2, column: 1, length: 6))
    }

    @Test func knowWhatTheShellKnows() throws {
        let sql = """
            WITH lowest AS (SELECT seed, min(loss) AS loss FROM trace GROUP BY seed)
            SELECT seed, log10(loss) < 0, json_extract(specification, '$.steps'), count(*) OVER ()
            FROM lowest JOIN run USING (seed) JOIN json_each(run.specification, '$.probes') ORDER BY seed
            """
        let row: [Cell] = [.integer(1), .integer(1), .integer(60), .integer(6)]
        #expect(try archive.query(sql).rows.first == row)
        try archive.close()
        let reader = try scratch.open(readOnly: true)
        #expect(try reader.query(sql).rows.first == row)
        let replay = Verdict.replay(sql: "SELECT loss FROM trace", expect: "loss > 0")
        #expect(try reader.query(replay).rows.first?[1] == .integer(120))
        try reader.close()
        #expect(throws: ArchiveError.closed(path: scratch.path)) { try reader.query(sql) }
    }

    @Test func endInTime() throws {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
        #expect(faultOf(endless, timeLimit: .milliseconds(50))?.kind == .timeLimit)
        #expect(faultOf("SELECT * FROM trace", rowLimit: 10)?.kind == .rowLimit)
        #expect(try archive.query("SELECT 1").rows == [[.integer(1)]])
    }

    @Test func runOnSeveralThreads() async throws {
        let sums = try await withThrowingTaskGroup(of: [[Cell]].self) { group in
            for _ in 0..<8 { group.addTask { [archive] in try archive.query("SELECT count(*) FROM trace").rows } }
            return try await group.reduce(into: Set<[[Cell]]>()) { $0.insert($1) }
        }
        #expect(sums == [[[.integer(120)]]])
    }
}
