import Storage
import Testing

@testable import Reports

/// The names that an SQL text reads, found without SQLite.
@Suite struct QueryViewsTests {
    private func views(_ queries: [(String, String)]) throws -> QueryViews {
        let blocks = queries.map { id, sql in
            "```{query}\nid: \(id)\nsql: |\n  \(sql.replacing("\n", with: "\n  "))\nhidden: true\n```\n"
        }
        return try Shelf(["# One\n\n" + blocks.joined(separator: "\n")]).plan().views
    }

    @Test(arguments: [
        ("SELECT 1 FROM a", "a"), ("SELECT a FROM b", "b"), ("SELECT x, a FROM b JOIN c USING (a)", "b c"),
        ("SELECT 1 FROM a, b AS c WHERE c.x IN (a, b)", "a b"), ("SELECT 1 FROM run WHERE x IN c", "c"),
        ("SELECT 1 FROM (SELECT a FROM (b JOIN c ON b.a = c.a)) AS a, a", "a b c"),
        ("WITH a AS (SELECT 1 FROM b) SELECT * FROM a", "b"),
        ("WITH a (x, b) AS MATERIALIZED (SELECT 1, 2), b AS (SELECT 1 FROM c) SELECT * FROM a, b", "c"),
        ("SELECT 'FROM a' -- FROM b\n FROM \"C\" /* , a */ ORDER BY a, b", "c"),
        ("SELECT 1 FROM A UNION SELECT b FROM run", "a"), ("SELECT 1 FROM run WHERE x IS DISTINCT FROM a", ""),
        ("SELECT (SELECT max(x) FROM a), b FROM run GROUP BY a, c", "a"),
    ])
    func areFoundWhereTablesStand(sql: String, names: String) throws {
        let views = try views([("a", "SELECT 1 AS x"), ("b", "SELECT 1 AS x"), ("c", "SELECT 1 AS x")])
        #expect(views.needed(by: sql).map(\.name).joined(separator: " ") == names)
    }

    @Test func comeAfterThoseThatTheyRead() throws {
        let views = try views([
            ("top", "SELECT * FROM middle, base"), ("middle", "SELECT * FROM base"), ("base", "SELECT 1"),
        ])
        #expect(views.needed(by: "SELECT * FROM Top").map(\.name) == ["base", "middle", "top"])
        #expect(
            views.script(of: Question(sql: "SELECT * FROM middle")).hasPrefix("CREATE TEMP VIEW base AS SELECT 1;\n")
        )
        #expect(views.script(of: Question(sql: "SELECT 1 FROM run")) == "SELECT 1 FROM run")
    }

    @Test func areQuotedWhereTheirNamesNeedIt() throws {
        let views = try views([("a-b", "SELECT 1"), ("order", "SELECT 1")])
        let script = views.script(of: Question(sql: "SELECT * FROM \"a-b\", \"order\""))
        #expect(
            script
                == "CREATE TEMP VIEW \"a-b\" AS SELECT 1;\nCREATE TEMP VIEW \"order\" AS SELECT 1;\nSELECT * FROM \"a-b\", \"order\""
        )
    }

    @Test func mayBearTheNameOfAColumn() throws {
        #expect(try views([("onset", "SELECT onset, peak FROM spike WHERE onset IN (onset, 1)")]).faults.isEmpty)
    }

    @Test(arguments: [
        ("SELECT 1 AS x", "SELECT * FROM v", "[]"), ("SELECT * FROM run", "SELECT 1 AS x", "[]"),
        ("SELECT * FROM run WHERE experiment = 'a'", "SELECT * FROM v", "[a]"),
        ("SELECT * FROM run WHERE experiment = 'a'", "SELECT * FROM v JOIN run USING (run)", "[a]"),
        ("SELECT * FROM run WHERE experiment = 'a'", "SELECT * FROM v, run WHERE run.experiment = 'b'", "[a, b]"),
        ("SELECT * FROM run", "SELECT * FROM v WHERE experiment = 'b'", "all"),
        ("SELECT 1 AS x", "SELECT * FROM run", "all"), ("SELECT 1 AS x", "SELECT * FROM v, run", "[]"),
    ])
    func lendWhatTheySee(view: String, sql: String, sight: String) throws {
        #expect(try views([("v", view)]).sight(of: Question(sql: sql)).text == sight)
    }

    @Test func seeWhatTheirDirectiveSays() throws {
        let views = try views([("v", "SELECT * FROM run WHERE experiment = 'a'")])
        #expect(views.sight(of: Question(sql: "SELECT * FROM v", sees: ["b*"])).text == "[b*]")
        #expect(views.visible(to: Question(sql: "SELECT * FROM v", sees: ["b*"])).text == "[a, b*]")
        #expect(views.sight(of: Question(sql: "SELECT 1 FROM v", sees: ["all"])) == .all)
    }

    @Test func areReplayedAsTheySee() throws {
        let views = try views([("v", "SELECT * FROM run WHERE experiment = 'a'")])
        let restricted = "run AS NOT MATERIALIZED (SELECT * FROM main.run WHERE +experiment IN ('a'))"
        #expect(
            views.script(of: Question(sql: "WITH x AS (SELECT * FROM v, run) SELECT * FROM x"))
                == """
                CREATE TEMP VIEW v AS WITH \(restricted) SELECT * FROM run WHERE experiment = 'a';
                WITH \(restricted), x AS (SELECT * FROM v, run) SELECT * FROM x
                """
        )
    }
}
