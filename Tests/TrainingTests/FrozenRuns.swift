import CAllocations
import Settings
import Tensors
import TestSupport
import Testing
import Traces

@testable import Training

/// Runs whose loss is replaced from a step on by its Taylor expansion.
@Suite struct FrozenRuns {
    private static let widths = [3, 6, 2]
    private static let adam: Value = ["adam": ["lr": 0.02, "beta2": 0.9]]

    /// A run, and the same run frozen at a step.
    private func pair(_ loop: TrainingLoop, at step: Int) throws -> (free: Trace, frozen: Trace) {
        var frozen = loop
        frozen.hessianFrozenAt = step
        return (try #require(try loop.run()), try #require(try frozen.run()))
    }

    @Test(arguments: ["float64", "float32"])
    func areAsBeforeUpToTheirStep(precision: String) throws {
        let probes: [any Probe] = [CurvatureProbe(), MomentsProbe(), LayersProbe()]
        var loop = try TinyNet.loop(Self.adam, steps: 40, widths: Self.widths, probes: probes)
        loop.precision = try #require(TrainingLoop.Precision(rawValue: precision))
        let (free, frozen) = try pair(loop, at: 21)
        for column in Catalogue.columns {
            let (one, other) = (free[column].prefix(21), frozen[column].prefix(21))
            #expect(zip(one, other).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "\(column)")
        }
        #expect(relativeDeviation(free[.loss][39], frozen[.loss][39]) > 1e-6)
        #expect(frozen[.lambdaMaxH].allSatisfy(\.isFinite) && frozen.layers.count == free.layers.count)
    }

    @Test(arguments: ["float64", "float32"])
    func haveOneCurvatureFromThereOn(precision: String) throws {
        // A probe with an interval of three steps does not measure at step 21 itself.
        for every in [1, 3] {
            let probe = try CurvatureProbe(reading: ["every": .number(Double(every))])
            var loop = try TinyNet.loop(Self.adam, steps: 60, widths: Self.widths, probes: [probe])
            loop.precision = try #require(TrainingLoop.Precision(rawValue: precision))
            let (free, frozen) = try pair(loop, at: 21)
            func curvatures(_ trace: Trace) -> [Double] { trace[.lambdaMaxH].dropFirst(20).filter { !$0.isNaN } }
            let (one, other) = (curvatures(frozen), curvatures(free))
            #expect(one.count == (every == 1 ? 40 : 13))
            #expect(one.allSatisfy { relativeDeviation($0, one[0]) < 1e-5 })
            #expect(!other.allSatisfy { relativeDeviation($0, other[0]) < 1e-3 })
            // The optimizer continues to adapt, so the preconditioned curvature changes.
            let preconditioned = frozen[.lambdaMax].dropFirst(20).filter { !$0.isNaN }
            #expect(!preconditioned.allSatisfy { relativeDeviation($0, preconditioned[0]) < 1e-3 })
        }
        let probe = try CurvatureProbe(reading: ["every": 3])
        var single = try TinyNet.loop(Self.adam, steps: 60, widths: Self.widths, probes: [probe])
        var exact = single
        (single.precision, single.hessianFrozenAt, exact.hessianFrozenAt) = (.float32, 21, 21)
        let (one, other) = (try #require(try single.run()), try #require(try exact.run()))
        #expect(relativeDeviation(one[.lambdaMaxH][24], other[.lambdaMaxH][24]) < 1e-4)
    }

    @Test(arguments: [false, true])
    func ofAQuadraticAreTheSame(isRotated: Bool) throws {
        var model = Quadratic()
        (model.eigenvalues, model.isRotated, model.start) = ([4, 1, 0.25, -0.01], isRotated, [])
        let loop = TrainingLoop(model: model, optimizer: try Units.optimizer(Self.adam), steps: 80, seed: 5)
        let (free, frozen) = try pair(loop, at: 9)
        for column in [TraceColumn.loss, .gradNorm, .lambdaMax, .lambdaGrad, .lambdaGradExact, .sumV] {
            #expect(zip(free[column], frozen[column]).allSatisfy { relativeDeviation($0, $1) < 1e-9 }, "\(column)")
        }
    }

    @Test func diverge() throws {
        // Far above 2/λ, each step of gradient descent on a parabola is longer than the one before.
        let loop = try TinyNet.loop(["sgd": ["lr": 50]], steps: 4_000, widths: Self.widths)
        let trace = try pair(loop, at: 1).frozen
        guard case .diverged(let step) = trace.outcome else {
            Issue.record("the run should have diverged")
            return
        }
        #expect(step > 1 && step < 4_000 && trace.count == step)
    }

    @Test func keepTheDataOfTheirStep() throws {
        // The data shift at step 30 does not affect a loss frozen before.
        var loop = try TinyNet.loop(["sgd": ["lr": 0.001]], steps: 40, widths: Self.widths)
        let early = TinyNet.dataset(seed: 3, widths: Self.widths)
        let late = TinyNet.dataset(seed: 4, widths: Self.widths)
        loop.problem.data = DataSchedule([.init(from: 1, early), .init(from: 30, late)])
        let (free, frozen) = try pair(loop, at: 20)
        #expect(abs(free[.loss][29] - free[.loss][28]) > 1e-2 && abs(frozen[.loss][29] - frozen[.loss][28]) < 1e-2)
    }
}
