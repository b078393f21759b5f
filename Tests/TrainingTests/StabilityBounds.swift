import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// A run on a quadratic is stable for λ_max(c·D·H) < 2/η and unstable beyond.
@Suite struct StabilityBounds {
    /// Settings of momentum, with the theoretical bound of η·λ.
    struct Momentum: Sendable {
        var settings: [Value.Entry]
        var bound: Double
    }

    private static func momentum(_ mu: Double, dampening: Double = 0, nesterov: Bool = false) -> Momentum {
        let settings: [Value.Entry] = [
            .init("momentum", .number(mu)), .init("dampening", .number(dampening)), .init("nesterov", .flag(nesterov)),
        ]
        let bound = nesterov ? 2 * (1 + mu) / (1 + 2 * mu) : 2 * (1 + mu) / (1 - dampening)
        return Momentum(settings: settings, bound: bound)
    }

    static let momenta =
        [momentum(0), momentum(0.3), momentum(0.9), momentum(0.3, dampening: 0.3), momentum(0.9, dampening: 0.9)]
        + [momentum(0.5, dampening: 0.2), momentum(0.3, nesterov: true), momentum(0.9, nesterov: true)]

    private func trace(_ momentum: Momentum, eigenvalue: Double, share: Double) throws -> Trace {
        let rate = share * momentum.bound / eigenvalue
        let optimizer = try SGD(reading: .map(momentum.settings + [.init("lr", .number(rate))]))
        var model = Quadratic()
        model.eigenvalues = [eigenvalue, eigenvalue / 3]
        // A damped buffer starts with a whole gradient, so even a stable run may go far at first.
        let loop = TrainingLoop(model: model, optimizer: optimizer, steps: 2_500, divergenceLimit: 1e9)
        return try #require(try loop.run())
    }

    @Test(arguments: momenta)
    func convergeJustBelow(_ momentum: Momentum) throws {
        let trace = try trace(momentum, eigenvalue: 0.7, share: 0.997)
        #expect(trace.outcome == .completed)
        let last = try #require(trace[.loss].last)
        #expect(last < 1e-4)
        #expect(zip(trace[.lambdaMax], trace[.threshold]).allSatisfy { $0 < $1 })
    }

    @Test(arguments: momenta)
    func divergeJustAbove(_ momentum: Momentum) throws {
        let trace = try trace(momentum, eigenvalue: 0.7, share: 1.003)
        let last = try #require(trace[.loss].last)
        #expect(trace.outcome != .completed || last > 1e3)
        #expect(zip(trace[.lambdaMax], trace[.threshold]).allSatisfy { $0 > $1 })
    }

    @Test(arguments: momenta)
    func standInTheRecordedCurvature(_ momentum: Momentum) throws {
        let trace = try trace(momentum, eigenvalue: 5, share: 0.9)
        #expect(relativeDeviation(trace[.lambdaMax][9] / trace[.threshold][9], 0.9) < 1e-14)
        #expect(trace[.lambdaMaxH][9] == 5)
    }

    @Test(arguments: [0.0, 0.5, 0.9])
    func holdForAdamWithAFrozenPreconditioner(beta1: Double) throws {
        // A large ε makes D = 1/ε for any v, so the bound on η·λ/ε is 2(1 + β1)/(1 − β1).
        let bound = 2 * (1 + beta1) / (1 - beta1) * 1e9
        for (share, converges) in [(0.997, true), (1.003, false)] {
            var adam = Adam()
            (adam.beta1, adam.epsilon, adam.learningRate) = (beta1, 1e9, share * bound)
            // With so small a start, v stays negligible beside ε even when the first, bias-corrected steps go far.
            var model = Quadratic()
            model.start = [1e-60]
            let loop = TrainingLoop(model: model, optimizer: adam, steps: 3_000, divergenceLimit: 1, probes: [])
            let trace = try #require(try loop.run())
            let last = try #require(trace[.loss].last)
            #expect(converges ? last < trace[.loss][0] : last > 1e6 * trace[.loss][0])
        }
    }
}
