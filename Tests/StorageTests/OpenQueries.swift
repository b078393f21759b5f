import Storage
import Testing

/// Which queries may see runs of experiments that they do not name.
@Suite struct OpenQueries {
    @Test(arguments: [
        "SELECT 1 AS a",
        "SELECT lr FROM run WHERE experiment = 'a'",
        "SELECT lr FROM run WHERE experiment IN ('a', 'b') AND (lr > 1 OR lr < 0.1)",
        "SELECT lr FROM run WHERE (experiment = 'a' OR experiment GLOB 'b*') AND lr > 1",
        "SELECT t.loss FROM trace AS t JOIN run AS r ON r.run = t.run WHERE r.experiment = 'a'",
        "SELECT loss FROM trace JOIN run USING (run) WHERE run.experiment = 'a'",
        "SELECT (SELECT max(loss) FROM trace AS t WHERE t.run = r.run) FROM run AS r WHERE 'a' = r.experiment",
        "WITH x AS (SELECT * FROM run WHERE experiment = 'a') SELECT * FROM x WHERE lr > 1",
        "SELECT lr FROM run WHERE experiment = 'a' UNION ALL SELECT lr FROM run WHERE experiment = 'b' ORDER BY lr",
        "SELECT loss FROM trace WHERE run IN (SELECT run FROM run WHERE experiment = 'a')",
    ])
    func areBound(_ sql: String) {
        #expect(!NamedQuery.seesAnyRun(sql))
    }

    @Test(arguments: [
        "SELECT count(*) FROM run",
        "SELECT lr FROM run WHERE experiment <> 'a'",
        "SELECT lr FROM run WHERE NOT experiment = 'a'",
        "SELECT lr FROM run WHERE experiment = 'a' OR lr > 1",
        "SELECT lr FROM run WHERE experiment = 'a' || lr",
        "SELECT CASE WHEN experiment = 'a' THEN 1 ELSE 0 END FROM run",
        "SELECT lr FROM run WHERE lr = (SELECT max(lr) FROM run WHERE experiment = 'a')",
        "SELECT a.lr FROM run AS a JOIN run AS b ON a.seed = b.seed WHERE a.experiment = 'a'",
        "SELECT a.lr FROM run AS a LEFT JOIN run AS b ON b.run = a.run + 1 AND b.experiment = 'a'",
        "SELECT a.lr FROM run AS a, run AS b WHERE a.experiment = 'a'",
        "SELECT lr FROM run WHERE experiment = 'a' UNION ALL SELECT lr FROM run",
        "WITH x AS (SELECT * FROM run) SELECT * FROM x WHERE experiment = 'a'",
        "SELECT loss FROM trace WHERE run IN (SELECT run FROM run WHERE lr > 1)",
        "SELECT name FROM (SELECT experiment AS name FROM spike)",
    ])
    func areOpen(_ sql: String) {
        #expect(NamedQuery.seesAnyRun(sql))
    }
}
