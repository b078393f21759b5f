import Foundation
import Testing

/// Names of experiments and variants between quotes.
@Suite struct NameCheckEndToEnd {
    private func outcome(_ sql: String, views: String = "") throws -> Desk.Outcome {
        let desk = try Desk()
        try desk.write("title: Names\n", to: "Chapters/book.yml")
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

            ```{query}
            id: rows
            sql: |
              \(sql)
            caption: Rows.
            ```

            """
        try desk.write(chapter, to: "Chapters/01-names.md")
        return try desk.call("build")
    }

    @Test(arguments: [
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
    ])
    func areFaultsWhenThereAreNone(_ sql: String, _ message: String) throws {
        let outcome = try outcome(sql)
        #expect(outcome.code == 5, "\(outcome.notes)")
        #expect(outcome.notes.contains("error: rows: \(message) [query.unknown-name]"), "\(outcome.notes)")
    }

    @Test(arguments: [
        "SELECT 1 AS a FROM run WHERE experiment = 'warming'", "SELECT 1 FROM run WHERE experiment GLOB 'w?rm*'",
        "SELECT 1 FROM run WHERE experiment LIKE 'WARM%'", "SELECT 1 FROM run WHERE experiment GLOB '[a-z]arming'",
        "SELECT 1 FROM (SELECT 'x' AS experiment) WHERE experiment = 'x' UNION SELECT 2",
        "SELECT 1 FROM run WHERE experiment = 'warm' || 'ing'", "SELECT 1 FROM run WHERE 'a' || 'x' <> experiment",
        "SELECT 'experiment = ''x'''", "SELECT 1 FROM run WHERE experiment = 'warming' AND (variant = 'fast' OR 1)",
        "SELECT 1 FROM run WHERE experiment = 'warming' AND variant = 'slow' -- experiment = 'x'",
        "SELECT 1 FROM run WHERE experiment > 'm'",
    ])
    func areNoFaultsOtherwise(_ sql: String) throws {
        let outcome = try outcome(sql)
        #expect(outcome.code == 0, "\(outcome.notes)")
    }

    @Test func ofAViewsOwnColumnAreNoFaults() throws {
        let view = "```{query}\nid: groups\nsql: SELECT 'both' AS experiment, 1 AS n\nhidden: true\n```"
        #expect(try outcome("SELECT n FROM groups WHERE experiment = 'both'", views: view).code == 0)
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
        let outcome = try outcome("SELECT 1", views: figure)
        #expect(outcome.code == 5)
        for name in ["warmin", "warmng"] {
            #expect(outcome.notes.contains("error: fig: there is no experiment '\(name)' [query.unknown-name]"))
        }
        #expect(outcome.notes.contains("help: did you mean 'warming'?"))
    }
}
