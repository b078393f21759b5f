import Experiments
import Foundation
import Settings
import Testing
import Training

@testable import Reports

/// The accuracy of estimated remaining times, on durations of a book's real runs in `Tests/Books/Durations`.
@Suite struct RemainingTimes {
    /// A run with its duration in seconds.
    private struct Recorded {
        var job: Runner.Job
        var seconds: Double
    }

    /// The runs in the order of a build.
    ///
    /// Each line in the first half of the file is a kind of experiment, with its number. Each line in the second half
    /// is an experiment's runs of one kind: numbers of experiment and kind, steps, and the seconds of each run.
    private static let recorded: [Recorded] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Books/Durations/runs.txt").standardized
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        let halves = text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "")
        let kinds = halves[0].map { line in
            let json = String(line.drop { $0 != " " })
            return (try? LocatedValue(yaml: LocatedText(wholeFile: "runs.txt", text: json)).value) ?? .null
        }
        return halves[1].flatMap { line -> [Recorded] in
            let words = line.split(separator: " ")
            guard let kind = Int(words[1]), let steps = Double(words[2]) else { return [] }
            let tree = kinds[kind].setting(["steps"], to: .number(steps))
            guard let run = try? Experiment(reading: tree).members.first?.specification else { return [] }
            return words.dropFirst(3).compactMap { Double($0) }.enumerated().map { index, seconds in
                let key = RunKey(text: "\(line.hashValue) \(index)")
                return Recorded(
                    job: Runner.Job(
                        request: RunRequest(experiment: String(words[0]), key: key, specification: run),
                        analyses: []
                    ),
                    seconds: seconds
                )
            }
        }
    }()

    /// The estimate after a run was finished, and the true remaining time.
    private struct Forecast {
        var done: Int
        var foretold: Double
        var left: Double
    }

    /// Simulates the runs, `workers` at a time, as ``Runner`` makes them.
    private func forecasts(workers: Int, speed: Double = 1, before: [String: Double] = [:]) -> [Forecast] {
        var time = RemainingTime(Self.recorded.map(\.job), before: before)
        var waiting = Self.recorded[...]
        var running: [(end: Double, run: Recorded)] = []
        var forecasts: [Forecast] = []
        var now = 0.0
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < workers, let next = waiting.popFirst() {
                time.begin(next.job.request.key, at: now)
                running.append((now + next.seconds / speed, next))
            }
            guard let first = running.indices.min(by: { running[$0].end < running[$1].end }) else { break }
            let (end, run) = running.remove(at: first)
            now = end
            time.end(run.job.request.key, taking: run.seconds / speed)
            let foretold = time.seconds(at: now, workers: workers)
            forecasts.append(Forecast(done: forecasts.count + 1, foretold: foretold, left: now))
        }
        return forecasts.map { Forecast(done: $0.done, foretold: $0.foretold, left: now - $0.left) }
    }

    @Test func areKnownOfManyRuns() {
        #expect(Self.recorded.count > 2_000)
        #expect(Self.recorded.reduce(0) { $0 + $1.seconds } > 600)
    }

    @Test(arguments: [1, 2, 4])
    func areRightWithinAFactorOfOneAndAHalfFromTheTenthRunOn(workers: Int) throws {
        let all = forecasts(workers: workers)
        let whole = try #require(all.first?.left)
        // The estimate does not matter in the last fiftieth of the time.
        for forecast in all.dropFirst(9) where forecast.left > whole / 50 {
            let factor = forecast.foretold / forecast.left
            #expect(factor > 1 / 1.5 && factor < 1.5, "after \(forecast.done) runs: \(factor)")
        }
    }

    @Test func areLearnedOnAnotherMachine() throws {
        for speed in [0.5, 2] {
            let all = forecasts(workers: 2, speed: speed)
            let whole = try #require(all.first?.left)
            let later = all.filter { $0.left < 0.8 * whole && $0.left > whole / 50 }
            #expect(later.count > 500)
            for forecast in later {
                let factor = forecast.foretold / forecast.left
                #expect(factor > 0.5 && factor < 2, "at speed \(speed) after \(forecast.done) runs: \(factor)")
            }
        }
    }

    @Test func areThoseOfTheLastTimeWhereRunsWereMadeBefore() {
        let job = Self.recorded[0].job
        let before = [job.request.specification.canonicalTrace.canonicalJSON: 12.0]
        #expect(RemainingTime([job], before: before).seconds(at: 0, workers: 4) == 12)
        var time = RemainingTime([job], before: before)
        time.begin(job.request.key, at: 1)
        #expect(time.seconds(at: 4, workers: 4) == 9)
        time.end(job.request.key, taking: 8)
        #expect(time.seconds(at: 9, workers: 4) == 0)
    }
}
