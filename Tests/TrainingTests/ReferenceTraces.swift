import Foundation
import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// Traces of PyTorch's optimizers; see `Reference/README.md`.
@Suite struct ReferenceTraces {
    /// A reference trace on L = x²/2.
    struct Parabola: Sendable, CustomTestStringConvertible {
        var name: String
        var optimizer: Value
        var start = 1.0
        var testDescription: String { name }

        static let all = [
            Parabola(name: "quad1d_adam_b95", optimizer: ["adam": ["lr": 0.15, "beta2": 0.95]]),
            Parabola(name: "quad1d_adam_b98", optimizer: ["adam": ["lr": 0.15, "beta2": 0.98]], start: 0.02),
            Parabola(name: "quad1d_adam_b99", optimizer: ["adam": ["lr": 0.15, "beta2": 0.99]]),
            Parabola(name: "quad1d_sgd_015", optimizer: ["sgd": ["lr": 0.15]]),
            Parabola(name: "quad1d_sgd_19", optimizer: ["sgd": ["lr": 1.9]]),
            Parabola(name: "quad1d_sgd_21", optimizer: ["sgd": ["lr": 2.1]]),
        ]
    }

    @Test(arguments: Parabola.all)
    func areFollowedOnAParabola(_ parabola: Parabola) throws {
        let reference = try ReferenceFolder(.module).columns(parabola.name)
        let losses = try #require(reference["loss"])
        let sensitivities = try #require(reference["loss_sens_1e-14"])
        var model = Quadratic()
        model.start = [parabola.start]
        let optimizer = try Units.optimizer(parabola.optimizer)
        let loop = TrainingLoop(model: model, optimizer: optimizer, steps: losses.count, recordsState: true)
        let trace = try #require(try loop.run())
        try #require(trace.outcome == .completed && trace.states.count == losses.count)
        // The sensitivity is the change of the loss by rounding alone. x changes half as much, relatively.
        let tolerances = sensitivities.reduce(into: [Double]()) { worst, next in
            worst.append(max(worst.last ?? 1e-11, 1e3 * next))
        }
        try expect(trace[.loss], losses, within: tolerances, "loss")
        try expect(trace.states.map(\.theta), #require(reference["x"]), within: tolerances, "x")
        try expect(trace.states.map(\.gradient), #require(reference["g"]), within: tolerances, "g")
        try expect(trace[.gradNorm], #require(reference["g"]).map { abs($0) }, within: tolerances, "|g|")
        try expect(trace.states.map(\.m), #require(reference["m"]), within: tolerances, "m")
        // The second moment is a sum of squares, all of one sign, so rounding errors are not amplified.
        let tight = [Double](repeating: 1e-13, count: losses.count)
        if optimizer is Adam {
            try expect(trace.states.map(\.v), #require(reference["v"]), within: tight, "v")
            try expect(trace.states.map(\.vHat), #require(reference["vhat"]), within: tight, "vhat")
            try expect(trace[.sumV], #require(reference["v"]), within: tight, "sum v")
        }
        try expect(trace[.lambdaMax], #require(reference["lmax_hhat"]), within: tight, "lambda max")
        let moved = zip(try #require(reference["x_next"]), try #require(reference["x"])).map { abs($0 - $1) }
        let sizes = zip(moved, try #require(reference["x"])).map { max($0, abs($1)) }
        for (index, size) in sizes.enumerated() {
            // A difference of two numbers is as accurate as the larger of them.
            #expect(abs(trace[.updateNorm][index] - moved[index]) <= tolerances[index] * size)
        }
    }

    private func expect(_ values: [Double], _ expected: [Double], within: [Double], _ name: String) throws {
        try #require(values.count == expected.count)
        var worst = 0.0
        for (index, pair) in zip(values, expected).enumerated() {
            let deviation = relativeDeviation(pair.0, pair.1)
            worst = max(worst, deviation)
            #expect(deviation <= within[index], "\(name) at step \(index + 1): \(pair.0), expected \(pair.1)")
        }
        Measurements.note("\(name): largest relative deviation \(worst)")
    }
}
