import Foundation
import Testing

/// A book on recorded gradients of another program, where the loss is unknown and nothing may be claimed about it.
@Suite struct RecordedGradientsEndToEnd {
    private static let chapter = """
        # Recorded

        ```{experiment}
        id: replay
        model: {recorded-gradients: {gradients: gradients.csv}}
        optimizer: {adam: {lr: 0.01}}
        steps: 20
        ```

        ```{query}
        id: known
        sql: >-
          SELECT count(loss) AS losses, count(lambda_max) + count(lambda_max_h) + count(lambda_grad) AS curvatures,
          count(grad_norm) AS gradients, (SELECT count(*) FROM spike) AS spikes, count(sum_v) AS moments FROM trace
        caption: What is known.
        ```

        [0](value:known.losses) losses, [0](value:known.curvatures) curvatures, [0](value:known.spikes) spikes,
        [20](value:known.gradients) gradients, [20](value:known.moments) moments.
        """

    private static let gradients = (1...20).map { "\(sin(Double($0))),\(cos(Double(3 * $0)))\n" }.joined()

    private func desk(_ chapter: String = chapter, _ gradients: String = gradients) throws -> Desk {
        let desk = try Desk(chapter: chapter, in: "01-recorded.md", configuration: "title: Recorded\n")
        try desk.write(gradients, to: "Chapters/gradients.csv")
        return desk
    }

    @Test func haveNoLossNoCurvatureNoSpikes() throws {
        let desk = try desk()
        try desk.build()
        #expect(try desk.call("check").code == 0)
        let run = try desk.call("run", "replay", "--trace", "trace.csv").output
        #expect(
            run == "replay seed 0: completed 20 steps\n  the model has no loss, so there are no spikes to look for\n"
        )
        let header = try #require(try desk.text("trace.csv").split(separator: "\n").first)
        #expect(!header.contains("loss") && !header.contains("lambda") && header.contains("grad_norm"))
    }

    @Test(arguments: [
        ("rollback: {window: 5}", "has no loss, so 'rollback' says nothing"),
        ("detector: {rise: 1}", "has no loss, so 'detector' says nothing"),
        ("diverged_above: 10", "has no loss, so 'diverged_above' says nothing"),
        ("at: {3: {freeze: hessian}}", "has no loss, so 'freeze' says nothing"),
        ("probes: [curvature]", "the probe 'curvature' has nothing to look at"),
    ])
    func refuseWhatGoesByTheLoss(_ key: String, _ told: String) throws {
        let outcome = try desk(Self.chapter.replacing("steps: 20", with: "steps: 20\n\(key)")).call("build")
        #expect(outcome.code == 5)
        #expect(
            outcome.notes.contains(told) && outcome.notes.contains("Chapters/01-recorded.md:8:"),
            "\(outcome.notes)"
        )
    }

    @Test(arguments: ["anatomy", "run", "portrait"])
    func refuseFiguresOfTheLoss(_ view: String) throws {
        let figure = """

            ```{figure}
            id: shown
            view: \(view)
            from: replay
            caption: A figure.
            alt: A figure of a run, with a loss that nobody has recorded, over all of its steps from the first to the last.
            ```
            """
        let outcome = try desk(Self.chapter + figure).call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("experiment 'replay' has no loss, so the view \(view) has nothing to show"))
    }

    @Test(arguments: [
        (
            gradients.split(separator: "\n").dropLast(3).joined(separator: "\n"),
            "gradients.csv, line 17: found the end after 17 rows, wanted 20, one for each step"
        ),
        (
            "step,a\n" + (1...20).map { "\($0),0.5\n" }.joined(),
            "gradients.csv, line 1, column 1: found a column 'step', which counts steps"
        ),
        (gradients.replacing("0.9", with: "0.\09"), "found a NUL byte, wanted text without it"),
        (
            "0,1\n" + gradients,
            "gradients.csv, line 1: found the numbers from 0 to 1, which may be names"
        ),
        (",a\n" + gradients, "gradients.csv, line 1, column 1: found a column without a name"),
    ])
    func refuseFilesThatWouldBeMisread(_ table: String, _ told: String) throws {
        let outcome = try desk(Self.chapter, table).call("run", "replay")
        #expect(outcome.code == 5)
        #expect(
            outcome.notes.contains(told) && outcome.notes.contains("Chapters/01-recorded.md:5:"),
            "\(outcome.notes)"
        )
    }
}
