import Experiments
import Foundation
import Storage
import Testing

@Suite struct Verdicts {
    let scratch: Scratch
    let archive: Archive

    init() throws {
        scratch = try Scratch()
        archive = try scratch.open()
    }

    @Test(arguments: [
        ("SELECT 1 AS a UNION SELECT 2", "a > 0", Verdict(outcome: .reproduced, trials: 2, holds: 2)),
        ("SELECT 1 AS a UNION SELECT 2", "a > 1", Verdict(outcome: .partly, trials: 2, holds: 1)),
        ("SELECT 1 AS a", "a > 1", Verdict(outcome: .notReproduced, trials: 1, holds: 0)),
        ("SELECT 1 AS a WHERE 0", "a > 1", Verdict(outcome: .undecided, trials: 0, holds: 0)),
        ("SELECT 1 AS a UNION SELECT NULL", "a > 0", Verdict(outcome: .undecided, trials: 2, holds: 1)),
        ("SELECT 5 AS a; -- done", "a > 1 -- surely", Verdict(outcome: .reproduced, trials: 1, holds: 1)),
        ("SELECT 5 AS a /* open", "a ; /* open", Verdict(outcome: .reproduced, trials: 1, holds: 1)),
        ("SELECT 5 AS a", "a > 1 OR a < 0 AND a > 9", Verdict(outcome: .reproduced, trials: 1, holds: 1)),
    ])
    func followTheTrials(sql: String, expect: String, verdict: Verdict) throws {
        let row: [Cell] = [
            .text(verdict.outcome.rawValue), .integer(Int64(verdict.trials)), .integer(Int64(verdict.holds)),
        ]
        #expect(try archive.query(Verdict.replay(sql: sql, expect: expect)).rows == [row])
        let trials = try archive.query(Verdict.trials(sql: sql, expect: expect))
        #expect(trials.columns == ["a", "holds"] && trials.rows.count == verdict.trials)
        #expect(trials.rows.filter { $0[1] == .integer(1) }.count == verdict.holds)
    }

    @Test func standInEachCellOfAGrid() throws {
        let sql = """
            SELECT column1 AS lr, column2 AS "order", column3 AS a FROM (VALUES
            (1, 'x', 1), (1.0, 'x', 0), (10, 'x', 1), (2, 'x', 1), (2, 'y', 0), (2, 'y', NULL), (10, 'y', 0)); -- all
            """
        let cells = Verdict.cells(sql: sql, expect: "a > 0", rows: "lr", columns: "order")
        let table = try archive.query(cells)
        #expect(table.columns == ["row", "column", "verdict", "trials", "holds"])
        #expect(
            table.rows.map { "\($0[0].number ?? 0) \($0[1]) \($0[2])" } == [
                "1.0 text(\"x\") text(\"partly\")", "2.0 text(\"x\") text(\"reproduced\")",
                "2.0 text(\"y\") text(\"undecided\")", "10.0 text(\"x\") text(\"reproduced\")",
                "10.0 text(\"y\") text(\"not reproduced\")",
            ]
        )
        let row = try archive.query(Verdict.cells(sql: sql, expect: "a > 0", rows: "order", columns: nil))
        #expect(row.rows.map { [$0[1], $0[3]] } == [[.null, .integer(4)], [.null, .integer(3)]])
    }

    @Test func areReplayedInTheShell() throws {
        let sql = "SELECT seed AS a FROM member -- every run"
        let claim = ClaimRow(
            id: "M4",
            chapter: "01.md",
            statement: "It holds.",
            sql: sql,
            expect: "a > 0",
            replay: NamedQuery.script(Verdict.replay(sql: sql, expect: "a > 0"), seeing: Sight(["*"])),
            verdict: Verdict(outcome: .reproduced, trials: 1, holds: 1),
            expected: .reproduced
        )
        try archive.setMembers([RunRecord.sample().member])
        #expect(try archive.setClaims([claim]))
        #expect(try !archive.setClaims([claim]))
        let row = try #require(try archive.query("SELECT replay FROM claim WHERE id = 'M4'").rows.first)
        guard case .text(let replay) = row[0] else { throw CocoaError(.coderReadCorrupt) }
        #expect(try archive.query(replay).rows == [[.text("reproduced"), .integer(1), .integer(1)]])
        try archive.close()
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3") else { return }
        #expect(try shell(replay) == "reproduced|1|1\n")
        let events = Events()
        try scratch.open(events).close()
        #expect(events.all.isEmpty)
    }

    private func shell(_ sql: String) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        process.arguments = [scratch.path, sql]
        process.standardOutput = pipe
        try process.run()
        process.waitUntilExit()
        return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    @Test func showFaultsInTheAuthorsText() throws {
        func faultOf(_ sql: String, _ expect: String) -> QueryFault? {
            do {
                try archive.check(sql: sql, expect: expect)
                return nil
            } catch { return error as? QueryFault }
        }
        let column = try #require(faultOf("SELECT 1 AS lead", "1 < 2 AND\n laed >= 0"))
        #expect(column.source == .expect && column.position == .init(line: 2, column: 2, length: 4))
        #expect(column.help == "did you mean 'lead'?")
        let query = try #require(faultOf("SELECT 1 AS lead\nFROM rnu", "lead > 0"))
        #expect(query.source == .sql && query.position == .init(line: 2, column: 6, length: 3))
        #expect(faultOf("SELECT 1 AS lead", "")?.source == .expect)
        #expect(faultOf("SELECT 1 AS lead", "lead > 1; lead < 1")?.source == .expect)
        #expect(faultOf("SELECT 1 AS lead", "lead >= 0)")?.source == .expect)
        #expect(faultOf("SELECT 1 AS lead", "max(lead) > 0")?.source == .expect)
        #expect(faultOf("SELECT 1 AS lead", "random() > 0")?.kind == .refused)
        #expect(faultOf("", "a")?.kind == .notOneQuery)
    }
}
