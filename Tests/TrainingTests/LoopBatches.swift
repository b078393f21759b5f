import Settings
import Tensors
import TestSupport
import Testing
import Traces

@testable import Training

/// The loss of a step's batch and the loss over all samples.
@Suite struct LoopBatches {
    @Test func ofAllSamplesInOrderAreTheFullBatch() throws {
        for optimizer in [["adam": ["lr": 0.05]], ["sgd": ["lr": 0.1]]] as [Value] {
            let full = try #require(try TinyNet.loop(optimizer, steps: 25).run())
            let whole = try #require(
                try TinyNet.loop(optimizer, steps: 25, batch: ["size": 24, "order": "in-order"]).run()
            )
            // The losses are equal bit for bit, and the loss over all samples is the batch's.
            #expect(whole[.loss] == full[.loss] && whole[.updateNorm] == full[.updateNorm])
            #expect(whole[.fullLoss] == whole[.loss] && full[.fullLoss].allSatisfy { $0.isNaN })
            // In another order, sums are rounded differently.
            let shuffled = try #require(try TinyNet.loop(optimizer, steps: 25, batch: 24).run())
            #expect(zip(shuffled[.loss], full[.loss]).allSatisfy { relativeDeviation($0, $1) < 1e-11 })
        }
    }

    @Test func ofAnEpochAverageToTheFullLoss() throws {
        let trace = try #require(try TinyNet.loop(["sgd": ["lr": 0]], steps: 24, batch: 8).run())
        for epoch in 0..<8 {
            let mean = trace[.loss][3 * epoch..<3 * epoch + 3].reduce(0, +) / 3
            #expect(relativeDeviation(mean, trace[.fullLoss][0]) < 1e-14)
        }
        #expect(Set(trace[.fullLoss]).count == 1)
    }

    @Test func areLookedAtAsAWholeAsOftenAsAsked() throws {
        var loop = try TinyNet.loop(["sgd": ["lr": 0.1]], steps: 10, batch: 8)
        let always = try #require(try loop.run())
        #expect(always[.fullLoss].allSatisfy { $0.isFinite })
        loop.fullLossInterval = 4
        let sometimes = try #require(try loop.run())
        #expect(sometimes[.loss] == always[.loss])
        for index in 0..<10 {
            #expect(
                index % 4 == 0
                    ? sometimes[.fullLoss][index] == always[.fullLoss][index] : sometimes[.fullLoss][index].isNaN
            )
        }
        loop.fullLossInterval = 0
        let never = try #require(try loop.run())
        #expect(never[.fullLoss].allSatisfy { $0.isNaN })
    }

    @Test func haveTheCurvatureOfTheirOwnLoss() throws {
        var loop = try TinyNet.loop(["sgd": ["lr": 0.1]], steps: 6, batch: 5, probes: [CurvatureProbe()])
        loop.recordsState = true
        let trace = try #require(try loop.run())
        let objective = try loop.model.objective(loop.problem, in: Double.self)
        for number in 1...6 {
            objective.advance(to: number, batch: BatchPlace(number))
            let point = trace.states[(number - 1) * 32..<number * 32].map(\.theta)
            let eigenvalues = ArrayObjective(objective).hessian(at: point).symmetricEigenvalues
            #expect(relativeDeviation(trace[.lambdaMaxH][number - 1], try #require(eigenvalues.last)) < 1e-11)
        }
    }

    @Test(arguments: ["full", 7] as [Value])
    func shiftWithTheDataAtTheirStep(batch: Value) throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.02]], steps: 20, batch: batch)
        loop.recordsState = true
        let plain = try #require(try loop.run())
        let (old, new) = (TinyNet.dataset(seed: 3), TinyNet.dataset(seed: 4))
        loop.problem.data = DataSchedule([.init(from: 1, old), .init(from: 11, new), .init(from: 16, old)])
        let shifted = try #require(try loop.run())
        #expect(shifted[.loss].prefix(10) == plain[.loss].prefix(10) && shifted[.loss][10] != plain[.loss][10])
        // Each loss over all samples uses the data in force at that step, at the run's parameters.
        let full = batch == "full" ? shifted[.loss] : shifted[.fullLoss]
        for (number, data) in [(10, old), (11, new), (15, new), (16, old), (20, old)] {
            loop.problem.data = DataSchedule(data)
            loop.problem.batch = Batch()
            let objective = try loop.model.objective(loop.problem, in: Double.self)
            objective.advance(to: 1, batch: BatchPlace(1))
            let point = shifted.states[(number - 1) * 32..<number * 32].map(\.theta)
            #expect(ArrayObjective(objective).loss(point) == full[number - 1])
        }
    }

    @Test func ofPartsOfOtherSizesNeedASizeOfTheirOwn() throws {
        var loop = try TinyNet.loop(["adam": [:]], steps: 6, batch: 7)
        let parts = [
            DataSchedule.Part(from: 1, TinyNet.dataset(seed: 3)), .init(from: 4, TinyNet.dataset(seed: 3, samples: 9)),
        ]
        loop.problem.data = DataSchedule(parts)
        #expect(try loop.run()?.count == 6)
        for (size, path) in [(0, "batch"), (10, "batch")] {
            loop.problem.batch.size = size
            do {
                _ = try loop.run()
                Issue.record("a batch of \(size) should be refused")
            } catch let error as SettingFaults { #expect(error.faults.map(\.path) == [[path]]) }
        }
    }

    @Test func needData() throws {
        var loop = try TinyNet.loop(["adam": [:]], steps: 6)
        loop.problem.data = nil
        do {
            _ = try loop.run()
            Issue.record("a network needs data")
        } catch let error as SettingFaults { #expect(error.faults.map(\.path) == [["data"]]) }
    }
}
