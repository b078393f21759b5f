import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// The effects of a seed.
@Suite struct LoopSeeds {
    private func start(_ loop: TrainingLoop) throws -> [Double] {
        try loop.model.objective(loop.problem, in: Double.self).start
    }

    @Test func drawParametersWhateverTheDataAre() throws {
        var loop = try TinyNet.loop(["sgd": [:]], steps: 1, seed: 3)
        let one = try start(loop)
        loop.problem.data = DataSchedule(TinyNet.dataset(seed: 4))
        loop.problem.batch.size = 5
        #expect(try start(loop) == one)
        loop.problem.seed = 4
        #expect(try start(loop) != one)
    }

    @Test func drawBatchesWhateverTheParametersAre() throws {
        var loop = try TinyNet.loop(["sgd": ["lr": 0]], steps: 12, seed: 3, batch: 6)
        loop.problem.initializer = NormalInitializer()
        func losses() throws -> [Double] { try #require(try loop.run())[.loss] }
        // With fixed parameters, different losses mean different batches.
        let zeros = [UInt8](Array(repeating: "0.5", count: 32).joined(separator: ",").utf8)
        (loop.problem.initializer, loop.problem.files) = (try FileInitializer(reading: ["path": "p"]), ["p": zeros])
        let one = try losses()
        #expect(try losses() == one && Set(one).count > 8)
        loop.problem.seed = 4
        #expect(try losses() != one)
        // Four batches of six make up the same whole in any order.
        let other = try losses()
        #expect(relativeDeviation(one[..<4].reduce(0, +), other[..<4].reduce(0, +)) < 1e-14)
    }

    @Test func drawDataWhateverTheBatchesAre() throws {
        let source = try GaussianClasses(reading: ["samples": 40])
        #expect(
            source.dataset(seed: 1) == source.dataset(seed: 1) && source.dataset(seed: 1) != source.dataset(seed: 2)
        )
    }
}
