import Foundation
import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// Recorded values of probes, compared with sums and dense matrices computed from the run's states.
@Suite struct ProbeLaws {
    /// The widths of a network too large for the dense method, so that eigenvectors are tracked.
    private static let widths = [3, 6, 2]
    private static let count = 38

    private func loop(_ optimizer: Value, steps: Int, probes: [any Probe]) throws -> TrainingLoop {
        var loop = try TinyNet.loop(optimizer, steps: steps, widths: Self.widths, probes: probes)
        loop.recordsState = true
        return loop
    }

    @Test func layersAddUpToTheWhole() throws {
        let layers = try LayersProbe(reading: ["every": 4])
        let trace = try #require(
            try loop(["adam": ["lr": 0.05]], steps: 9, probes: [CurvatureProbe(), MomentsProbe(), layers]).run()
        )
        #expect(trace.layers.map(\.step) == [1, 1, 5, 5, 9, 9] && trace.layers.map(\.layer) == [0, 1, 0, 1, 0, 1])
        #expect(trace.layers.prefix(2).map(\.name) == ["dense1", "dense2"])
        for number in [1, 5, 9] {
            let records = trace.layers.filter { $0.step == number }
            func whole(_ column: LayerRecord.Column) -> Double { norm(records.map { $0[column] }) }
            #expect(relativeDeviation(whole(.gradNorm), trace[.gradNorm][number - 1]) < 1e-14)
            #expect(relativeDeviation(whole(.updateNorm), trace[.updateNorm][number - 1]) < 1e-14)
            let size = trace[.updateNorm][number - 1] / trace[.updateRatio][number - 1]
            #expect(relativeDeviation(whole(.parameterNorm), size) < 1e-14)
            #expect(relativeDeviation(records.reduce(0) { $0 + $1[.sumV] }, trace[.sumV][number - 1]) < 1e-14)
            #expect(abs(records.reduce(0) { $0 + $1[.share] } - 1) < 1e-13)
            #expect(records.allSatisfy { $0[.share] > 0 && $0[.dip] > 0 })
        }
    }

    @Test func layersHaveTheirOwnMedianRate() throws {
        let trace = try #require(try loop(["adam": ["lr": 0.05]], steps: 3, probes: [LayersProbe()]).run())
        for (layer, range) in [(0, 0..<24), (1, 24..<38)] {
            let rates = trace.states.filter { $0.step == 1 && range.contains($0.coordinate) }
                .map { 0.05 / $0.vHat.squareRoot() }.sorted()
            let found = try #require(trace.layers.first { $0.step == 1 && $0.layer == layer })
            // Both ranges have an even count, and the median lies between two values of v̂.
            let middle = range.count / 2
            #expect(found[.effectiveRate] >= rates[middle - 1] && found[.effectiveRate] <= rates[middle])
        }
        #expect(trace.layers.count == 2 && trace.layers.allSatisfy { $0[.share].isNaN })
    }

    /// At a step of Adam: c·D, the states, and the top eigenvector of cD^½HD^½ found by repeated squaring.
    private struct Dense {
        var diagonal: [Double]
        var scaled: SquareMatrix
        var top: [Double]
        var value: Double
        var states: [StateRecord]

        init(_ trace: Trace, _ objective: ArrayObjective, at number: Int) {
            let own = trace.states.filter { $0.step == number }
            states = own
            let beta = pow(0.9, Double(number))
            let factor = 0.1 / (1.9 * (1 - beta))
            let scales = own.map { factor / ($0.vHat.squareRoot() + 1e-8) }
            diagonal = scales
            var matrix = objective.hessian(at: own.map(\.theta))
            for i in 0..<matrix.order {
                for j in 0..<matrix.order { matrix[i, j] *= (scales[i] * scales[j]).squareRoot() }
            }
            scaled = matrix
            // The shift makes the largest eigenvalue also the largest in magnitude. Then the matrix is squared thirty
            // times.
            var power = matrix
            let shift = norm(matrix.elements)
            for i in 0..<power.order { power[i, i] += shift }
            for _ in 0..<30 {
                power = power * power
                let largest = power.elements.map(abs).max() ?? 1
                power.elements = power.elements.map { $0 / largest }
            }
            let column = (0..<power.order).max { power[$0, $0] < power[$1, $1] } ?? 0
            let vector = (0..<power.order).map { power[$0, column] }
            let length = norm(vector)
            top = vector.map { $0 / length }
            value = zip(top, matrix * top).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    @Test func curvatureDescribesTheUnstableDirection() throws {
        let layers = try LayersProbe(reading: ["every": 5])
        let loop = try loop(["adam": ["lr": 0.02]], steps: 6, probes: [CurvatureProbe(), layers])
        let trace = try #require(try loop.run())
        let own = try loop.model.objective(loop.problem, in: Double.self)
        own.advance(to: 1, batch: BatchPlace(1))
        let objective = ArrayObjective(own)
        var before: Dense?
        for number in 1...6 {
            let dense = Dense(trace, objective, at: number)
            func found(_ column: TraceColumn) -> Double { trace[column][number - 1] }
            #expect(relativeDeviation(found(.lambdaMax), dense.value) < 1e-4)
            let roots = zip(dense.diagonal, dense.states).map { $0.squareRoot() * $1.gradient }
            let alignment = abs(zip(dense.top, roots).reduce(0) { $0 + $1.0 * $1.1 }) / norm(roots)
            // An eigenvalue accurate to 5e-5 has an eigenvector accurate to about the square root of that.
            #expect(abs(found(.gradientAlignment) - alignment) < 0.02)
            let along = zip(dense.top, dense.states).reduce(0) { $0 + $1.0 * $1.0 * $1.1.v }
            #expect(relativeDeviation(found(.vAlong), along) < 0.05)
            if let before {
                let overlap = abs(zip(dense.top, before.top).reduce(0) { $0 + $1.0 * $1.1 })
                #expect(abs(found(.eigenvectorAlignment) - overlap) < 0.02)
                var growth = 0.0
                for i in 0..<Self.count {
                    growth += dense.top[i] * dense.top[i] * log(dense.diagonal[i] / before.diagonal[i])
                }
                #expect(abs(found(.preconditionerGrowth) - growth) < 0.02)
            } else {
                #expect(found(.eigenvectorAlignment).isNaN && found(.preconditionerGrowth).isNaN)
            }
            if number % 5 == 1 {
                let share = dense.top.prefix(24).reduce(0) { $0 + $1 * $1 }
                let record = try #require(trace.layers.first { $0.step == number && $0.layer == 0 })
                #expect(abs(record[.share] - share) < 0.02)
            }
            before = dense
        }
    }

    @Test(arguments: [0.5, 0.95, 1.05, 1.5])
    func lambdaStepTellsWhetherAQuadraticRises(share: Double) throws {
        // Steps of gradient descent, and of Adam, whose momentum makes some of them go uphill.
        for rule in [["sgd": ["lr": .number(share * 2 / 3)]], ["adam": ["lr": .number(share * 0.4)]]] as [Value] {
            let model = try Quadratic(reading: ["eigenvalues": [3, 1, 0.3], "rotated": true, "start": []])
            let optimizer = try Units.optimizer(rule)
            let loop = TrainingLoop(model: model, optimizer: optimizer, steps: 60, seed: 2)
            let trace = try #require(try loop.run())
            var told = 0
            for index in 0..<59 where trace[.loss][index + 1] > 1e-20 {
                let (curvature, threshold) = (trace[.lambdaStep][index], trace[.threshold][index])
                let change = trace[.loss][index + 1] - trace[.loss][index]
                if abs(change) < 1e-12 * trace[.loss][index] { continue }
                told += 1
                // A negative quotient belongs to an uphill step, which also raises the loss.
                #expect((curvature > threshold || curvature < 0) == (change > 0), "step \(index + 1)")
            }
            #expect(told > 20)
        }
    }
}

/// The Euclidean norm.
private func norm(_ numbers: [Double]) -> Double { numbers.reduce(0) { $0 + $1 * $1 }.squareRoot() }
