import Tensors
import Training

/// Measures the overhead of a step beside its arithmetic, with a network of 61 parameters.
enum Tiny: Group {
    static let name = "tiny"
    static let summary = "a 1-20-1 tanh network on 20 samples, a step of Adam, one thread"

    static let steps = 2_000

    static func run(_ options: Options) throws -> [Report] {
        let net = try Net([1, 20, 1], samples: 20)
        let adam = Adam()
        let state = adam.start(net.objective.layout, in: Double.self)
        var contest = Contest()
        contest.share = 2e-2
        let bare = contest.enter {
            net.evaluate()
            adam.update(state, net.parameters, gradient: net.gradient)
        }
        let loop = contest.enter(units: steps) { _ = try net.loop(adam, steps: steps).run() }
        let few = contest.enter(units: steps) {
            _ = try net.loop(adam, steps: steps, probes: [MomentsProbe()]).run()
        }
        let all = contest.enter(units: steps) {
            _ = try net.loop(adam, steps: steps, probes: [CurvatureProbe(), MomentsProbe()]).run()
        }
        let samples = try contest.run(rounds: 3 * options.repeats)
        var report = Report("TrainingLoop.run, a step", columns: ["", "median", "quartiles", "target"])
        report.add(["gradient and Adam alone", samples[bare].time, samples[bare].timeSpread, ""])
        report.add(["TrainingLoop without probes", samples[loop].time, samples[loop].timeSpread, "< 10 µs"])
        report.add(["TrainingLoop with moments", samples[few].time, samples[few].timeSpread, ""])
        report.add(["TrainingLoop with curvature and moments", samples[all].time, samples[all].timeSpread, ""])
        return [report]
    }
}
