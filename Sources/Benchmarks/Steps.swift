import Experiments
import Foundation
import Settings
import Training

/// Measures how fast the core takes steps.
enum Steps: Group {
    static let name = "steps"
    static let summary = "steps of Adam on the parabola, with all probes"

    static let steps = 200_000

    static func run(_ options: Options) throws -> [Report] {
        var report = Report("TrainingLoop.run, CoreRun.run, \(steps) steps")
        var adam = Adam()
        (adam.learningRate, adam.beta2) = (0.15, 0.99)
        let loop = { (probes: [any Probe], recordsState: Bool) throws in
            let loop = TrainingLoop(
                model: Quadratic(),
                optimizer: adam,
                steps: steps,
                probes: probes,
                recordsState: recordsState
            )
            return try Measured.times(options.repeats) { _ = try loop.run() }
        }
        let all = Catalogue.probes.map { $0.init() }
        add("no probe", try loop([], false), to: &report)
        add("all probes", try loop(all, false), to: &report)
        add("all probes and state", try loop(all, true), to: &report)
        let experiment = try Experiment(
            reading: .map([
                .init("model", .text("quadratic")),
                .init("optimizer", .map([.init("adam", adam.resolved)])),
                .init("steps", .number(Double(steps))),
            ])
        )
        let runs = try Measured.times(options.repeats) {
            _ = try experiment.members[0].specification.run()
        }
        add("with spikes, crossings, phases", runs, to: &report)
        return [report]
    }

    private static func add(_ what: String, _ times: [Measured], to report: inout Report) {
        let rate = Double(steps) / Report.median(times.map(\.wall)) / 1e6
        report.add(what, times, note: String(format: "%.2f million steps/s", rate))
    }
}
