import Foundation
import Testing

/// Checks of experiment and variant names in quotes.
@Suite struct NameCheckEndToEnd {
    /// The messages of a build about queries named `rows0` and so on.
    private func outcome(_ queries: [String], views: String = "") throws -> Desk.Outcome {
        let tables = queries.enumerated().map { index, sql in
            "```{query}\nid: rows\(index)\nsql: |\n  \(sql)\ncaption: Rows.\n```"
        }
        let chapter = """
            # Names

            The names.

            ```{experiment}
            id: warming
            model: {quadratic: {eigenvalues: [1], start: 1}}
            optimizer: {sgd: {lr: 0.1}}
            steps: 5
            sweep: [{name: plain}, {name: slow, optimizer.sgd.lr: 0.01}]
            ```

            \(views)

            \(tables.joined(separator: "\n\n"))

            """
        return try Desk(chapter: chapter).call("build")
    }

    private static let wrong = [
        ("SELECT 1 FROM run WHERE experiment = 'warmng'", "there is no experiment 'warmng'"),
        ("SELECT 1 FROM run AS r WHERE r.experiment<>'cooling'", "there is no experiment 'cooling'"),
        ("SELECT 1 FROM run WHERE \"experiment\" IS NOT 'cooling'", "there is no experiment 'cooling'"),
        ("SELECT 1 FROM run WHERE experiment IN ('warming', 'cooling')", "there is no experiment 'cooling'"),
        ("SELECT 1 FROM run WHERE experiment NOT IN ('cooling')", "there is no experiment 'cooling'"),
        ("SELECT 1 FROM run WHERE 'cooling' == run.experiment", "there is no experiment 'cooling'"),
        ("SELECT 1 FROM run WHERE 'cooling' <> experiment", "there is no experiment 'cooling'"),
        ("SELECT 1 FROM run WHERE experiment GLOB 'cool*'", "no experiment is like 'cool*'"),
        ("SELECT 1 FROM run WHERE experiment NOT LIKE 'cool%'", "no experiment is like 'cool%'"),
        ("SELECT 1 FROM run WHERE experiment = 'Warming'", "there is no experiment 'Warming'"),
        (
            "SELECT 1 FROM run WHERE experiment = 'warming' AND variant = 'plane'",
            "experiment 'warming' has no variant 'plane'"
        ),
        (
            "SELECT 1 FROM run WHERE experiment = 'warming' AND variant IN ('plain', 'fast')",
            "experiment 'warming' has no variant 'fast'"
        ),
    ]

    @Test func areFaultsWhenThereAreNone() throws {
        let outcome = try outcome(Self.wrong.map(\.0))
        #expect(outcome.code == 5, "\(outcome.notes)")
        for (index, (sql, message)) in Self.wrong.enumerated() {
            let told = "error: rows\(index): \(message) [query.unknown-name]"
            #expect(outcome.notes.contains(told), "\(sql): \(outcome.notes)")
        }
    }

    private static let right = [
        "SELECT 1 AS a FROM run WHERE experiment = 'warming'", "SELECT 1 FROM run WHERE experiment GLOB 'w?rm*'",
        "SELECT 1 FROM run WHERE experiment LIKE 'WARM%'", "SELECT 1 FROM run WHERE experiment GLOB '[a-z]arming'",
        "SELECT 1 FROM (SELECT 'x' AS experiment) WHERE experiment = 'x' UNION SELECT 2",
        "SELECT 1 FROM run WHERE experiment = 'warm' || 'ing'", "SELECT 1 FROM run WHERE 'a' || 'x' <> experiment",
        "SELECT 'experiment = ''x'''", "SELECT 1 FROM run WHERE experiment = 'warming' AND (variant = 'fast' OR 1)",
        "SELECT 1 FROM run WHERE experiment = 'warming' AND variant = 'slow' -- experiment = 'x'",
        "SELECT 1 FROM run WHERE experiment > 'm'",
    ]

    @Test func areNoFaultsOtherwise() throws {
        let outcome = try outcome(Self.right)
        #expect(outcome.code == 0, "\(outcome.notes)")
    }

    @Test func ofAViewsOwnColumnAreNoFaults() throws {
        let view = "```{query}\nid: groups\nsql: SELECT 'both' AS experiment, 1 AS n\nhidden: true\n```"
        #expect(try outcome(["SELECT n FROM groups WHERE experiment = 'both'"], views: view).code == 0)
    }

    @Test func areFaultsInFiguresToo() throws {
        let figure = """
            ```{figure}
            id: fig
            caption: A figure.
            alt: A line of the loss over steps, of an experiment that the book has not.
            panels:
              - tally: SELECT count(*) FROM run WHERE experiment = 'warmin'
                marks:
                  - line: {sql: "SELECT step AS x, loss AS y FROM trace WHERE experiment = 'warmng'"}
            ```
            """
        let outcome = try outcome(["SELECT 1"], views: figure)
        #expect(outcome.code == 5)
        for name in ["warmin", "warmng"] {
            #expect(outcome.notes.contains("error: fig: there is no experiment '\(name)' [query.unknown-name]"))
        }
        #expect(outcome.notes.contains("help: did you mean 'warming'?"))
    }
}
