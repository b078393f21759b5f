import Foundation
import Testing

/// A run shared by two experiments counts as one trial.
@Suite struct RepeatedRunsEndToEnd {
    /// A book with a claim for each query, named `claim0` and so on.
    private func desk(_ queries: [String], views: String = "") throws -> Desk {
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
        let claims = queries.enumerated().map { index, sql in
            "```{claim}\nid: claim\(index)\nsays: All is well.\nsql: |\n  \(sql)\nexpect: loss > 0\n```"
        }
        let chapter = """
            # Trials

            The trials.

            \(experiment("rates", "0.1, 0.2, 0.3"))

            \(experiment("memory", "0.2, 0.3, 0.4"))

            \(experiment("other", "0.5"))

            \(views)

            \(claims.joined(separator: "\n\n"))

            """
        return try Desk(chapter: chapter)
    }

    private static let repeats = [
        ("SELECT run, trace.lr, max(loss) AS loss FROM trace JOIN run USING (run) GROUP BY run", 2, 7),
        (
            "SELECT r.experiment, max(loss) AS loss FROM trace AS r WHERE step = 5 AND experiment IN ('rates', 'memory') GROUP BY run",
            2, 6
        ),
        ("SELECT outcome, 1 AS loss FROM run WHERE experiment GLOB 'r*' OR experiment = 'memory' AND lr < 0.25", 1, 4),
        ("SELECT key, lr AS loss FROM run WHERE experiment <> 'other'", 2, 6),
    ]

    @Test func areCountedTwiceInVain() throws {
        let desk = try desk(Self.repeats.map(\.0))
        let build = try desk.call("build")
        #expect(build.code == 5, "\(build.notes)")
        for (index, (sql, count, all)) in Self.repeats.enumerated() {
            let words = count == 1 ? "is of the same run" : "are of the same runs"
            let head = count == 1 ? "at least " : ""
            let told =
                "error: claim\(index): \(head)\(count) of the \(all) trials \(words) as others, in 'rates' and in 'memory'"
            #expect(build.notes.contains(told), "\(sql): \(build.notes)")
        }
        #expect(build.notes.ranges(of: "help: count each run once").count == Self.repeats.count)
        #expect(try desk.call("check").notes.ranges(of: "[query.repeated-runs]").count == Self.repeats.count)
    }

    private static let single = [
        "SELECT DISTINCT key, lr AS loss FROM run", "SELECT lr AS loss FROM run WHERE experiment = 'rates'",
        "SELECT max(lr) AS loss FROM run", "SELECT lr AS loss FROM run WHERE experiment IN ('rates', 'other')",
        "SELECT a.lr - b.lr + 1 AS loss FROM run AS a JOIN run AS b ON a.experiment = 'rates' AND b.experiment = 'memory' AND a.lr = b.lr",
        "SELECT 1 AS loss FROM run WHERE experiment = 'rates' AND lr < 0.25 OR experiment = 'memory' AND lr > 0.25",
        "SELECT count(*) AS loss FROM run GROUP BY experiment",
        "SELECT lr AS loss, experiment FROM run WHERE experiment = 'memory'",
    ]

    @Test func areNoFaultWhereEachCountsOnce() throws {
        let build = try desk(Self.single).call("build")
        #expect(build.code == 0, "\(build.notes)")
    }

    @Test func areFoundThroughViews() throws {
        let view =
            "```{query}\nid: rows\nsql: SELECT lr AS loss FROM run WHERE experiment IN ('rates', 'memory')\nhidden: true\n```"
        let build = try desk(["SELECT loss FROM rows"], views: view).call("build")
        #expect(build.code == 5 && build.notes.contains("2 of the 6 trials are of the same runs"), "\(build.notes)")
    }
}
