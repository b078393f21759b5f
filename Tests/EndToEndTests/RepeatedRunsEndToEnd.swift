import Foundation
import Testing

/// One run in two experiments is one trial.
@Suite struct RepeatedRunsEndToEnd {
    private func desk(_ sql: String, _ expect: String = "loss > 0", views: String = "", verdict: String = "reproduced")
        throws -> Desk
    {
        let desk = try Desk()
        try desk.write("title: Trials\n", to: "Chapters/book.yml")
        func experiment(_ id: String, _ rates: String) -> String {
            """
            ```{experiment}
            id: \(id)
            model: {quadratic: {eigenvalues: [1], start: 1}}
            optimizer: {sgd: {lr: 0.1}}
            steps: 5
            sweep: {optimizer.sgd.lr: [\(rates)]}
            ```
            """
        }
        let chapter = """
            # Trials

            The trials.

            \(experiment("rates", "0.1, 0.2, 0.3"))

            \(experiment("memory", "0.2, 0.3, 0.4"))

            \(experiment("other", "0.5"))

            \(views)

            ```{claim}
            id: all
            says: All is well.
            sql: |
              \(sql)
            expect: \(expect)
            verdict: \(verdict)
            ```

            """
        try desk.write(chapter, to: "Chapters/01-trials.md")
        return desk
    }

    @Test(arguments: [
        ("SELECT run, trace.lr, max(loss) AS loss FROM trace JOIN run USING (run) GROUP BY run", 2, 7),
        (
            "SELECT r.experiment, max(loss) AS loss FROM trace AS r WHERE step = 5 AND experiment IN ('rates', 'memory') GROUP BY run",
            2, 6
        ),
        ("SELECT outcome, 1 AS loss FROM run WHERE experiment GLOB 'r*' OR experiment = 'memory' AND lr < 0.25", 1, 4),
        ("SELECT key, lr AS loss FROM run WHERE experiment <> 'other'", 2, 6),
    ])
    func areCountedTwiceInVain(_ sql: String, _ count: Int, _ all: Int) throws {
        let desk = try desk(sql)
        let build = try desk.call("build")
        #expect(build.code == 5, "\(build.notes)")
        let words = count == 1 ? "is of the same run" : "are of the same runs"
        let head = count == 1 ? "at least " : ""
        #expect(
            build.notes.contains(
                "error: all: \(head)\(count) of the \(all) trials \(words) as others, in 'rates' and in 'memory'"
            ),
            "\(build.notes)"
        )
        #expect(build.notes.contains("help: count each run once"))
        #expect(try desk.call("check").notes.contains("[query.repeated-runs]"))
    }

    @Test(arguments: [
        "SELECT DISTINCT key, lr AS loss FROM run", "SELECT lr AS loss FROM run WHERE experiment = 'rates'",
        "SELECT max(lr) AS loss FROM run", "SELECT lr AS loss FROM run WHERE experiment IN ('rates', 'other')",
        "SELECT a.lr - b.lr + 1 AS loss FROM run AS a JOIN run AS b ON a.experiment = 'rates' AND b.experiment = 'memory' AND a.lr = b.lr",
        "SELECT 1 AS loss FROM run WHERE experiment = 'rates' AND lr < 0.25 OR experiment = 'memory' AND lr > 0.25",
        "SELECT count(*) AS loss FROM run GROUP BY experiment",
        "SELECT lr AS loss, experiment FROM run WHERE experiment = 'memory'",
    ])
    func areNoFaultWhereEachCountsOnce(_ sql: String) throws {
        let build = try desk(sql).call("build")
        #expect(build.code == 0, "\(build.notes)")
    }

    @Test func areFoundThroughViews() throws {
        let view =
            "```{query}\nid: rows\nsql: SELECT lr AS loss FROM run WHERE experiment IN ('rates', 'memory')\nhidden: true\n```"
        let build = try desk("SELECT loss FROM rows", views: view).call("build")
        #expect(build.code == 5 && build.notes.contains("2 of the 6 trials are of the same runs"), "\(build.notes)")
    }
}
