import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Analysis
@testable import Experiments

/// The decay of the second moment, which the phases and exponents of a run are judged by.
@Suite struct MomentDecays {
    /// A run whose gradient soon vanishes, after which its second moment only decays.
    private func starved(_ optimizer: Value, at changes: Value = [:]) -> Value {
        [
            "model": ["quadratic": ["eigenvalues": [1], "start": 1e-3]], "optimizer": optimizer, "steps": 400,
            "at": changes, "probes": ["curvature", "moments"],
            "detector": ["window": 12, "rise": 1, "lookback": 2_000, "floor": 1e-300],
        ]
    }

    /// The decay exponent of a spike that rises at step 60 while the second moment decays by `factor` per step.
    private func exponent(_ rule: any Optimizer, factor: Double) throws -> Double {
        var sum = 1.0
        let sums = (0..<100).map { _ in
            sum *= factor
            return sum
        }
        let trace = Runs.trace([.loss: sums.map { _ in 1 }, .sumV: sums])
        let spike = Spike(riseStart: 60, onset: 62, peak: 70, end: 80, height: 2, trough: -3)
        let found = SpikeContext.all(of: [spike], in: trace, crossings: [], phases: [], decay: MomentDecay(rule))
        return try #require(found[0].decayExponent)
    }

    @Test func areTheSecondMomentsOwnAndNotThoseOfASettingsName() throws {
        var adan = Adan()
        (adan.beta2, adan.beta3) = (0.5, 0.99)
        #expect(abs(try exponent(adan, factor: 0.99) - 1) < 1e-12)
        var rms = RMSProp()
        rms.alpha = 0.9
        #expect(abs(try exponent(rms, factor: 0.9) - 1) < 1e-12)
        // Lion's β2 is the decay rate of its first moment.
        #expect(MomentDecay(Lion()).factor(at: 5) == nil && MomentDecay(SGD()).rate(over: 1...9) == nil)
    }

    @Test func areTheMeanOfARateThatGrows() throws {
        let decay = MomentDecay(Adafactor())
        let rates = (31...60).compactMap { decay.rate(over: $0...$0) }
        #expect(abs(try #require(decay.rate(over: 31...60)) - rates.reduce(0, +) / 30) < 1e-15)
        #expect(decay.rate(over: 1...5) == nil)
    }

    @Test func changeWithTheRule() throws {
        let run = try Runs.specification(
            starved(["adam": ["beta2": 0.99]], at: ["200": ["optimizer.adam.beta2": 0.9]])
        )
        let decay = run.momentDecay
        #expect([1, 199, 200, 400].map { decay.factor(at: $0) } == [0.99, 0.99, 0.9, 0.9])
    }

    @Test func areNoneWhileTheMomentIsHeld() throws {
        let run = try Runs.result(
            starved(["adam": ["beta2": 0.9]], at: ["100": ["optimizer.adam.freeze_second": true]])
        )
        let decays = run.phases.filter { $0.phase == .decay }
        #expect(!decays.isEmpty && decays.allSatisfy { $0.first < 110 && $0.last < 110 })
    }
}
