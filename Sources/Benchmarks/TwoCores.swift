import Dispatch
import Tensors
import Training

/// Measures whether runs on two threads slow each other down.
enum TwoCores: Group {
    static let name = "two-cores"
    static let summary = "independent runs of training on two threads, beside the same on one"

    static func run(_ options: Options) throws -> [Report] {
        var report = Report(
            "TrainingLoop.run on one and on two threads",
            columns: [
                "network", "runs/s on one", "on two", "times as many (quartiles)", "target",
                "by the processors' time, whatever else they do",
            ]
        )
        let probe = CurvatureProbe()
        let cases: [(String, Net, Int, [any Probe])] = [
            ("1-20-1, 20 samples, 10,000 steps", try Net([1, 20, 1], samples: 20), 10_000, []),
            ("50-200-1, 200 samples, 300 steps", try Net([50, 200, 1], samples: 200), 300, []),
            ("50-1000-1, 200 samples, 60 steps", try Net([50, 1000, 1], samples: 200), 60, []),
            ("50-200-1, 200 samples, 100 steps with curvature", try Net([50, 200, 1], samples: 200), 100, [probe]),
        ]
        for (name, net, steps, probes) in cases {
            let loop = net.loop(Adam(), steps: steps, probes: probes)
            let wall = try measure(loop, .wall, options)
            let used = try measure(loop, .process, options)
            report.add([
                name, Report.number(1 / wall.one.median), Report.number(1 / wall.two.median),
                wall.one.over(wall.two).quotient, "≥ 1.9", used.one.over(used.two).times(2).quotient,
            ])
        }
        return [report]
    }

    /// Measures the time of a run, alone and with another beside it.
    private static func measure(
        _ loop: TrainingLoop,
        _ stopwatch: Stopwatch,
        _ options: Options
    ) throws -> (one: Samples, two: Samples) {
        var contest = Contest()
        contest.share = 0.1
        contest.stopwatch = stopwatch
        let one = contest.enter { _ = try loop.run() }
        let two = contest.enter(units: 2) {
            DispatchQueue.concurrentPerform(iterations: 2) { _ in _ = try? loop.run() }
        }
        let samples = try contest.run(rounds: 2 * options.repeats)
        return (samples[one], samples[two])
    }
}
