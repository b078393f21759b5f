import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Analysis
@testable import Experiments

/// Exact facts about Adam on L = x²/2 with learning rate 0.15 and β = (0.9, 0.99).
@Suite struct Parabolas {
    private func run(_ settings: Value = [:], start: Double = 1, steps: Int = 1_000) throws -> Runs.Result {
        var adam: Value = ["lr": 0.15, "beta2": 0.99]
        if case .map(let entries) = settings {
            for entry in entries { adam = adam.setting([entry.name], to: entry.value) }
        }
        return try Runs.result([
            "model": ["quadratic": ["start": .number(start)]], "optimizer": ["adam": adam],
            "steps": .number(Double(steps)),
        ])
    }

    private func crossing(_ run: Runs.Result) -> Crossing? {
        run.crossings.first { $0.quantity == .lambdaMax }
    }

    @Test func crossAtStep790AndComeBackAt846() throws {
        let run = try run()
        let found = try #require(crossing(run))
        #expect(found.first == 790 && found.last == 845)
        // 2(1 + β1)/(1 − β1) = 38 is the bound on the effective rate.
        #expect(abs(run.trace[.effectiveRate][789] - 38.06) < 0.005)
        #expect(run.trace[.effectiveRate][788] < 38)
        // In one dimension all curvatures cross at the same step.
        let firsts = Set(run.crossings.filter { $0.first > 700 }.map(\.first))
        #expect(firsts == [790])
    }

    @Test(
        arguments: [(1e-6, 790), (1e-4, 795), (1e-3, 848), (3e-3, 1074), (3.9e-3, 1670), (4e-3, nil)]
            as [(Double, Int?)]
    )
    func crossLaterTheLargerEpsilon(epsilon: Double, step: Int?) throws {
        #expect(crossing(try run(["eps": .number(epsilon)], steps: 2_500))?.first == step)
    }

    @Test(arguments: [(0.98, 433), (0.95, 198), (0.9, nil)] as [(Double, Int?)])
    func crossSoonerTheSmallerBeta2(beta2: Double, step: Int?) throws {
        #expect(crossing(try run(["beta2": .number(beta2)]))?.first == step)
    }

    @Test func neverCrossUnderAMSGrad() throws {
        #expect(crossing(try run(["amsgrad": true], steps: 2_000)) == nil)
    }

    @Test func growAtTheRateOfTheDecayBeforeTheyCross() throws {
        // λ_max grows like v̂^(−½): by ½·log(1/β2)/(1 − β2ᵗ) per step, which is ½·log(1/β2) for late steps.
        let values = try run().trace[.lambdaMax]
        let rate = (values[780] / values[700])
        #expect(relativeDeviation(rate, 1 / 0.99.squareRootToThe(80)) < 1e-3)
    }

    @Test func areTheSameAtEveryScale() throws {
        // Without ε, scaling start and rate by a power of two scales the loss and changes no other bit.
        let one = try run(["eps": 0], steps: 900)
        let other = try run(["eps": 0, "lr": .number(0.15 / 1_024)], start: 1 / 1_024, steps: 900)
        #expect(other.trace[.loss] == one.trace[.loss].map { $0 / 1_048_576 })
        #expect(other.trace[.effectiveRate] == one.trace[.effectiveRate])
        #expect(crossing(one)?.first == crossing(other)?.first)
    }
}

extension Double {
    /// √(selfⁿ), by repeated multiplication.
    fileprivate func squareRootToThe(_ n: Int) -> Double {
        (0..<n).reduce(1.0) { product, _ in product * self }.squareRoot()
    }
}
