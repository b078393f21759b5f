import Storage
import Testing

/// The experiments that an SQL text says it sees.
@Suite struct Sights {
    @Test(arguments: [
        ("SELECT lr FROM run WHERE experiment = 'a'", "[a]"), ("SELECT lr FROM run WHERE r.experiment == 'a'", "[a]"),
        ("SELECT lr FROM run WHERE experiment IN ('b', 'a') AND (lr > 1 OR lr < 0.1)", "[a, b]"),
        ("SELECT lr FROM run WHERE (experiment = 'a' OR experiment GLOB 'b*') AND lr > 1", "[a, b*]"),
        ("SELECT lr FROM run AS r WHERE 'a' = r.experiment", "[a]"),
        ("SELECT lr FROM run WHERE experiment IS 'a'", "[a]"),
        ("SELECT lr FROM run WHERE experiment = 'it''s'", "[it's]"),
        ("SELECT lr FROM run WHERE NOT (lr = 1 AND NOT experiment = 'a')", "[a]"),
        ("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM run WHERE experiment = 'a')", "[a]"),
        ("SELECT lr FROM run WHERE lr NOT IN (SELECT lr FROM run WHERE experiment = 'a')", "[a]"),
        ("SELECT lr FROM run WHERE experiment = 'a' AND variant = 'b' -- experiment = 'c'", "[a]"),
    ])
    func areTheExperimentsNamed(_ sql: String, sight: String) {
        #expect(Sight(namedBy: sql)?.text == sight)
    }

    @Test(arguments: [
        "SELECT count(*) FROM run", "SELECT lr FROM run WHERE experiment <> 'a'",
        "SELECT lr FROM run WHERE experiment NOT IN ('a', 'b')", "SELECT lr FROM run WHERE NOT experiment = 'a'",
        "SELECT lr FROM run WHERE NOT (lr > 1 OR r.experiment = 'a')",
        "SELECT lr FROM run WHERE experiment NOT GLOB 'a*'",
        "SELECT lr FROM run WHERE experiment = 'a' || lr", "SELECT lr FROM run WHERE variant = 'a'",
        "SELECT 'experiment = ''a''' FROM run", "SELECT lr FROM run WHERE experiment LIKE 'a%'",
        "SELECT CASE experiment WHEN 'a' THEN 1 ELSE 0 END FROM run",
        "WITH run AS (SELECT 1) SELECT * FROM run WHERE experiment = 'a'",
    ])
    func areNotToldByOtherTexts(_ sql: String) {
        #expect(Sight(namedBy: sql) == nil)
    }

    @Test func holdPatternsAsGlobDoes() {
        let sight = Sight(["a", "b_*", "c?", "d[12]"])
        #expect(["a", "b_", "b_x", "c1", "d2"].allSatisfy(sight.includes))
        #expect(!["A", "aa", "b", "c", "c12", "d3"].contains(where: sight.includes))
        #expect(Sight.all.includes("anything") && !Sight().includes("anything"))
    }

    @Test func growByOthers() {
        var sight = Sight(["a"])
        sight.add(Sight(["b*"]))
        #expect(sight.text == "[a, b*]")
        sight.add(.all)
        #expect(sight == .all)
    }
}
