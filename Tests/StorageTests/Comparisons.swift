import GRDB
import Testing

@testable import Storage

/// Comparisons in SQL: their places, and whether they compare a text with a number.
@Suite struct Comparisons {
    let scratch: Scratch
    let archive: Archive

    init() throws {
        scratch = try Scratch()
        archive = try scratch.open()
    }

    @Test(arguments: [
        ("a > 1", ["a|1"]), ("a + 1 <= b * (c - 2)", ["a + 1|b * (c - 2)"]),
        ("NOT a = b OR c <> 'x y'", ["a|b", "c|'x y'"]),
        ("a < b = (c > d)", ["a|b", "a < b|(c > d)", "c|d"]), ("a BETWEEN 1 AND 2 AND b != 3", ["a|1|2", "b|3"]),
        ("a NOT BETWEEN f(1, 2) AND b", ["a|f(1, 2)|b"]), ("a IN (1, (2), 'x')", ["a|1|(2)|'x'"]),
        ("a NOT IN (1)", ["a|1"]), ("a IN (SELECT b FROM t WHERE c = 1)", ["c|1 (inner)"]), ("a IN t", []),
        ("a IS NULL OR b IS NOT NULL OR c IS NOT 3 OR d IS NOT DISTINCT FROM 4", ["c|3", "d|4"]),
        ("a == \"b > c\"", ["a|\"b > c\""]),
        ("CASE WHEN a > 1 THEN b ELSE c END >= 2", ["a|1", "CASE WHEN a > 1 THEN b ELSE c END|2"]),
        ("a -> '$.b' < 2 AND a << 2 > 1", ["a -> '$.b'|2", "a << 2|1"]), ("a LIKE 'x' AND b GLOB 'y'", []),
        ("count(*) FILTER (WHERE a = 1) > 2", ["a|1", "count(*) FILTER (WHERE a = 1)|2"]),
        ("SELECT x.a = 1 AS b, c FROM t WHERE d >= -1.5e3 ORDER BY e", ["x.a|1", "d|-1.5e3"]), ("= 1", []), ("a >", []),
        ("(a", []), ("a = (SELECT max(b) FROM t)", ["a|(SELECT max(b) FROM t)"]),
    ])
    func areFound(_ sql: String, _ expected: [String]) {
        let text = SQLText(sql)
        let found = text.comparisons.map { comparison in
            ([comparison.left] + comparison.right).map(text.written).joined(separator: "|")
                + (comparison.isInner ? " (inner)" : "")
        }
        #expect(found == expected)
    }

    @Test(arguments: [
        ("SELECT substr('lr=0.1', 4) > 0.5", "substr('lr=0.1', 4)"), ("SELECT 3 < printf('%d', 2)", "printf('%d', 2)"),
        ("SELECT 1 FROM run WHERE (trim(variant)) IN ('a', 2)", "(trim(variant))"), ("SELECT '5' = 5", "'5'"),
        ("SELECT 'a' || seed >= 3 FROM run", "'a' || seed"),
        ("SELECT 1 FROM run AS r WHERE r.variant BETWEEN 1 AND 2", "r.variant"),
        ("SELECT CAST(lr AS TEXT) = 0.1 FROM run", "CAST(lr AS TEXT)"),
        ("SELECT 1 FROM run WHERE outcome = 1", "outcome"),
        ("SELECT 1 FROM trace WHERE loss > (SELECT hex(2) < -.5)", "hex(2)"),
    ])
    func ofATextWithANumberAreRefused(_ sql: String, _ words: String) throws {
        let fault = #expect(throws: QueryFault.self) { try archive.columns(of: sql) }
        #expect(fault?.kind == .mixedTypes)
        #expect(fault?.message == "the text \(words) is compared with a number")
        let position = try #require(fault?.position)
        #expect(String(Array(sql)[(position.column - 1)..<(position.column - 1 + position.length)]) == words)
        #expect(throws: QueryFault.self) { try archive.query(sql) }
    }

    @Test(arguments: [
        "SELECT CAST(substr('lr=0.1', 4) AS REAL) > 0.5", "SELECT length(variant) > 3 FROM run",
        "SELECT outcome = 'x' FROM run",
        "SELECT substr(variant, 4) + 0 > 0.5 FROM run",
        "SELECT 1 FROM (SELECT seed AS variant FROM run) WHERE variant > 1",
        "WITH t(kind) AS (SELECT 1) SELECT kind > 0 FROM t", "SELECT instr(variant, 'a') > 0 FROM run",
        "SELECT 1 FROM run WHERE (outcome = 'completed') = 1", "SELECT count(variant) > 1 FROM run",
        "SELECT lr > 0.1 FROM run",
        "SELECT substr(variant, 1, 2) = 'lr' AND seed > 1 FROM run", "SELECT key = 1 FROM json_each('[1]')",
    ])
    func ofOtherThingsAreNot(_ sql: String) throws { _ = try archive.columns(of: sql) }

    @Test(arguments: [
        ("SELECT substr('lr=0.1', 4) AS rate", "rate > 0.5", "rate"),
        ("SELECT 1 AS a UNION SELECT 'x'", "a + 0 > 0 AND a BETWEEN 0 AND 2", "a"),
        ("SELECT 1 AS a, 'x' AS b", "b <> 'y' AND 2 > a AND a = b", "a"), ("SELECT 'x' AS b", "b IN ('y', 1)", "b"),
        ("SELECT 3 AS a", "a > (SELECT '2')", "a"),
    ])
    func inRowsAreToldApart(_ sql: String, _ expect: String, _ words: String) throws {
        let check = try #require(TypeCheck(sql: sql, expect: expect))
        let fault = try #require(check.fault(in: try archive.query(check.sql)))
        #expect(fault.kind == .mixedTypes && fault.source == .expect)
        #expect(fault.message == "the text \(words) is compared with a number" || words == "a")
    }

    @Test(arguments: [
        ("SELECT 1 AS a, 'x' AS b", "a > 0 AND b = 'x' AND b IS NOT NULL"), ("SELECT NULL AS a, 'x' AS b", "a > 0"),
        ("SELECT 'x' AS b WHERE 0", "b > 0"), ("SELECT 'completed' AS o, 0.1 AS lr", "(o = 'completed') = (lr < 0.2)"),
        ("SELECT '0.1' AS b", "CAST(b AS REAL) > 0"), ("SELECT 1 AS a", "a > (SELECT 0 WHERE 'x' = 'x')"),
    ])
    func inSoundRowsAreNoFault(_ sql: String, _ expect: String) throws {
        let check = try #require(TypeCheck(sql: sql, expect: expect))
        #expect(try check.fault(in: archive.query(check.sql)) == nil)
    }

    @Test func areNotAskedForWhereOnlyNumbersAre() throws {
        let check = try #require(TypeCheck(sql: "SELECT 1 AS a", expect: "a > 0"))
        #expect(try !check.isNeeded(for: archive.query("SELECT 1 AS a, NULL AS b")))
        #expect(try !check.isNeeded(for: archive.query("SELECT 1 AS a, 'x' AS b")))
        #expect(try check.isNeeded(for: archive.query("SELECT 1 AS a UNION SELECT 'x'")))
        #expect(
            try #require(TypeCheck(sql: "SELECT 1 AS a", expect: "a || 0 > 0")).isNeeded(
                for: archive.query("SELECT 1 AS a")
            )
        )
        #expect(TypeCheck(sql: "SELECT 1 AS a", expect: "a") == nil)
    }

    @Test func ofAggregatesAreFoundBeforeTheRuns() {
        let fault = #expect(throws: QueryFault.self) { try archive.check(sql: "SELECT 1 AS a", expect: "count(*) = 1") }
        #expect(fault?.source == .expect)
    }
}
