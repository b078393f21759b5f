import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// Changes that do not affect any bit of a run.
@Suite struct LoopInvariances {
    /// Runs of every kind that the loop treats differently.
    enum Kind: String, CaseIterable {
        case network, miniBatch, guarded, quadratic, rolledBack

        func loop() throws -> TrainingLoop {
            switch self {
            case .network: return try TinyNet.loop(["adam": ["lr": 0.05]], steps: 30)
            case .miniBatch: return try TinyNet.loop(["sgd": ["lr": 0.05, "momentum": 0.9]], steps: 30, batch: 7)
            case .guarded:
                var loop = try TinyNet.loop(["adam": ["lr": 0.05]], steps: 30, batch: 7, widths: [3, 6, 2])
                loop.gradientGuards = [try ClipNorm(reading: ["limit": 0.1]), ZClip(), AdaGC()]
                loop.stepGuards = [ClipUpdate()]
                loop.layers = LayerFactors([.init("*.bias", learningRate: 0.5, gradient: 0.5)])
                loop.schedule = WarmUp()
                loop.secondMomentStart = ChiSquareStart()
                return loop
            case .quadratic:
                let model = try Quadratic(reading: ["eigenvalues": [3, 1, 0.2], "rotated": true, "start": []])
                let rule = try Units.optimizer(["adam": ["lr": 0.1]])
                return TrainingLoop(model: model, optimizer: rule, steps: 30, probes: [])
            case .rolledBack:
                var loop = try TinyNet.loop(["adam": ["lr": 0.3]], steps: 40, batch: 7)
                loop.rollback = try Rollback(reading: ["rise": 0.2, "every": 4, "back": 6, "batches": "replace"])
                return loop
            }
        }
    }

    /// The results of a run without those of its probes.
    private func course(_ loop: TrainingLoop) throws -> [[UInt64]] {
        var loop = loop
        loop.recordsState = true
        let trace = try #require(try loop.run())
        let columns: [TraceColumn] = [.loss, .fullLoss, .gradNorm, .updateNorm, .updateRatio, .lr, .gradientFactor]
        let states = trace.states.flatMap { [$0.theta, $0.gradient, $0.m, $0.v] }
        return columns.map { trace[$0].map(\.bitPattern) } + [states.map(\.bitPattern)]
            + [trace.events.map { UInt64($0.step) }]
    }

    private static func every(_ interval: Value) throws -> [any Probe] {
        try [
            CurvatureProbe(reading: ["every": interval]), MomentsProbe(reading: ["every": interval]),
            RatioProbe(reading: ["every": interval]), LayersProbe(reading: ["every": interval]),
        ]
    }

    @Test(arguments: Kind.allCases, TrainingLoop.Precision.allCases)
    func ofARunThatIsLookedAt(kind: Kind, precision: TrainingLoop.Precision) throws {
        var loop = try kind.loop()
        loop.precision = precision
        let alone = try course(loop)
        for probes in try [Self.every(1), Self.every(3), [CurvatureProbe()], [LayersProbe(), MomentsProbe()]] {
            loop.probes = probes
            #expect(try course(loop) == alone)
        }
    }

    @Test(arguments: Kind.allCases, TrainingLoop.Precision.allCases)
    func ofARunThatIsRepeated(kind: Kind, precision: TrainingLoop.Precision) throws {
        var loop = try kind.loop()
        (loop.precision, loop.probes) = (precision, try Self.every(1))
        let (one, other) = (try loop.run(), try loop.run())
        #expect(one == other && one != nil)
    }

    @Test(arguments: Kind.allCases)
    func ofARunBesideAnother(kind: Kind) async throws {
        var loop = try kind.loop()
        loop.probes = try Self.every(1)
        let alone = try loop.run()
        let shared = loop
        async let one = Self.runInTask(shared)
        async let other = Self.runInTask(shared)
        #expect(try await one == alone)
        #expect(try await other == alone)
    }

    private static func runInTask(_ loop: TrainingLoop) async throws -> Trace? { try loop.run() }

    @Test func ofProbesThatAreThinned() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.05]], steps: 31)
        loop.probes = try Self.every(1)
        let whole = try #require(try loop.run())
        loop.probes = try Self.every(5)
        let thin = try #require(try loop.run())
        // The Hessian of a small network is formed explicitly, so earlier measurements do not matter.
        for column in [TraceColumn.lambdaMax, .lambdaMaxH, .lambdaGrad, .lambdaStep, .sumV, .dip] {
            for index in 0..<31 where index % 5 == 0 { #expect(thin[column][index] == whole[column][index]) }
            for index in 0..<31 where index % 5 != 0 { #expect(thin[column][index].isNaN) }
        }
        #expect(thin.layers == whole.layers.filter { $0.step % 5 == 1 })
    }

    @Test func ofThePrecisionInTheFirstDigits() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.02]], steps: 20)
        let double = try #require(try loop.run())
        loop.precision = .float32
        let float = try #require(try loop.run())
        #expect(double[.loss] != float[.loss])
        for index in 0..<20 {
            // The first step has some twenty roundings of 2⁻²⁴, which grow over 20 steps.
            let bound = 2e-6 * Double(index + 1)
            #expect(relativeDeviation(double[.loss][index], float[.loss][index]) < bound)
        }
    }
}
