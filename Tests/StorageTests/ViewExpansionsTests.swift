import Storage
import Testing

/// The count of expanded names before SQLite compiles a query that reads others by name.
@Suite struct ViewExpansionsTests {
    private static let depth = "the query reads queries that read others, more than 40 deep"
    private static let count =
        "the query reads other queries more than 200 times, those within them counted each time"

    private func message(_ sql: String, _ views: [(String, String)]) -> String? {
        ViewExpansions(views.map { NamedQuery(name: $0, sql: $1) }).fault(in: sql)?.message
    }

    private func chain(_ length: Int) -> [(String, String)] {
        [("v0", "SELECT loss FROM trace")] + (1..<length).map { ("V\($0)", "SELECT loss FROM v\($0 - 1)") }
    }

    @Test func allowAChainOfForty() {
        #expect(message("SELECT * FROM v39", chain(40)) == nil)
        #expect(message("SELECT * FROM v40", chain(41)) == Self.depth)
        #expect(message("SELECT * FROM v4999", chain(5_000)) == Self.count)
    }

    @Test func countEachNameAsOftenAsItStands() {
        func times(_ count: Int) -> String {
            "SELECT 1 FROM \(Array(repeating: "v0", count: count).joined(separator: ", "))"
        }
        #expect(message(times(200), chain(1)) == nil)
        #expect(message(times(201), chain(1)) == Self.count)
        // A name that reads another one counts twice.
        #expect(message(times(100).replacing("v0", with: "v1"), chain(2)) == nil)
        #expect(message(times(101).replacing("v0", with: "v1"), chain(2)) == Self.count)
    }

    @Test func countTheNamesOfAWithWhereTheyAreRead() {
        func text(_ levels: Int) -> String {
            let names = (1...levels).map { "a\($0) (x) AS NOT MATERIALIZED (SELECT 1 FROM a\($0 - 1), a\($0 - 1))" }
            return "WITH a0 AS (SELECT 1 AS x), \(names.joined(separator: ", ")) SELECT * FROM a\(levels)"
        }
        #expect(message(text(6), []) == nil)
        #expect(message(text(7), []) == Self.count)
        #expect(message(text(16), []) == Self.count)
        // Names that nobody reads are not expanded.
        #expect(message(text(7).replacing("FROM a7", with: "FROM a3"), []) == nil)
    }

    @Test func bearNamesThatReadThemselves() {
        let numbers = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 9) SELECT x FROM r"
        #expect(message(numbers, []) == nil)
        #expect(message("SELECT * FROM a", [("a", "SELECT * FROM b"), ("b", "SELECT * FROM a")]) == nil)
        // A name defined in the text hides the query of that name.
        #expect(message("WITH v60 AS (SELECT 1) SELECT * FROM v60", chain(61)) == nil)
    }
}
