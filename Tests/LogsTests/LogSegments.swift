import Testing
import Traces

@testable import Logs

/// Restarts, repeated steps, gaps and strides.
@Suite struct LogSegments {
    private static func lines(_ steps: some Sequence<Int>, loss: Double) -> String {
        steps.map { "{\"step\":\($0),\"loss\":\(loss)}\n" }.joined()
    }

    @Test func ofARestartKeepTheLastOccurrence() throws {
        let log = try LogFolder.log(Self.lines(1...6, loss: 2) + Self.lines(4...5, loss: 1))
        #expect(log.trace.steps == Array(1...6) && log.trace[.loss] == [2, 2, 2, 1, 1, 2])
        #expect(log.repeatedSteps == 2 && log.trace.segments == [0..<3, 3..<5, 5..<6])
        #expect(
            log.segments == [
                .init(file: 0, line: 1, first: 1, last: 6, rows: 6),
                .init(file: 0, line: 7, first: 4, last: 5, rows: 2),
            ]
        )
    }

    @Test func ofALaterFileReplaceWhatItBegins() throws {
        let log = try LogFolder.log([("a.jsonl", Self.lines(1...6, loss: 2)), ("b.jsonl", Self.lines(4...5, loss: 1))])
        #expect(log.trace.steps == Array(1...5) && log.trace[.loss] == [2, 2, 2, 1, 1] && log.repeatedSteps == 3)
    }

    @Test func thatBeginAnewAreRunsOfTheirOwn() throws {
        let text = Self.lines(0..<100, loss: 2) + Self.lines(0..<80, loss: 1)
        let told = try LogFolder.fault(text.utf8)
        #expect(
            told.hasPrefix(
                "log.runs: the steps begin anew: the log holds 2 runs; say which: run: 2; there are '1' from line 1, to step 99, '2' from line 101"
            )
        )
        let log = try LogFolder.log(text, run: "2")
        #expect(log.trace.count == 80 && log.trace[.loss].allSatisfy { $0 == 1 } && log.repeatedSteps == 0)
        // A start that ended soon does not count as a separate run.
        #expect(try LogFolder.log(Self.lines(0..<20, loss: 2) + Self.lines(0..<80, loss: 1)).trace.count == 80)
    }

    @Test func haveGapsWhereTheRhythmIsBroken() throws {
        let log = try LogFolder.log(Self.lines([10, 20, 30, 40, 90, 100, 110], loss: 2))
        #expect(log.stride == 10 && log.gaps == [.init(after: 40, before: 90)] && log.trace.segments == [0..<4, 4..<7])
        let slower = try LogFolder.log(Self.lines(Array(1...10) + [20, 30, 40, 50], loss: 2))
        #expect(slower.stride == 1 && slower.gaps.isEmpty)
    }

    @Test func ofSeveralProcessesAreReadOnce() throws {
        let line = "{\"step\":1,\"loss\":2}\n"
        let log = try LogFolder.log(line + line + Self.lines(2...2, loss: 1))
        #expect(
            log.trace.steps == [1, 2] && log.repeatedSteps == 0 && log.dropped == ["the same as the row before": 1]
        )
    }

    @Test func ofSeveralProcessesWithLossesOfTheirOwnAreTold() throws {
        let log = try LogFolder.log((1...5).map { Self.lines([$0], loss: 2) + Self.lines([$0], loss: 1) }.joined())
        #expect(log.trace.count == 5 && log.repeatedSteps == 5 && log.trace[.loss].allSatisfy { $0 == 1 })
        #expect(log.notes.contains { $0.contains("several processes") } && log.trace.segments.count == 1)
    }

    @Test func areNotBegunByEvaluationsThatComeLate() throws {
        let log = try LogFolder.log(
            Self.lines(1...3, loss: 2) + "{\"step\":2,\"eval_loss\":5}\n" + Self.lines(4...5, loss: 2)
        )
        #expect(log.trace.steps == Array(1...5) && log.trace.segments.count == 1 && log.segments.count == 1)
    }
}
