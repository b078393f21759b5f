import Foundation
import TestSupport
import Testing
import Traces

@testable import Training

/// The recorded curvatures, compared with plain matrix arithmetic.
@Suite struct CurvatureProbes {
    /// One step of a run in five dimensions, with all quantities of the formulas.
    private struct Scene {
        var hessian: SquareMatrix
        var gradient: [Double]
        var diagonal: [Double]
        var factor: Double
        var row: TraceRow

        /// The matrix c·D·H, which is not symmetric.
        var preconditioned: SquareMatrix {
            SquareMatrix(diagonal: diagonal.map { factor * $0 }) * hessian
        }
    }

    private func scene(seed: Int, steps: Int, adam: Adam) throws -> Scene {
        var model = Quadratic()
        model.eigenvalues = [4, 1.5, 1, 0.25, seed % 2 == 0 ? 0.01 : -0.5]
        (model.isRotated, model.start) = (true, [])
        let loop = TrainingLoop(model: model, optimizer: adam, steps: steps, seed: seed, recordsState: true)
        let trace = try #require(try loop.run())
        let last = Array(trace.states.suffix(5))
        let correction = 1 - pow(adam.beta2, Double(steps))
        var row = TraceRow()
        for column in Catalogue.columns { row[column] = trace[column][steps - 1] }
        return Scene(
            hessian: try ArrayObjective(model, seed: seed).hessian(at: last.map(\.theta)),
            gradient: last.map(\.gradient),
            diagonal: last.map { 1 / (($0.v / correction).squareRoot() + adam.epsilon) },
            factor: (1 - adam.beta1) / ((1 + adam.beta1) * (1 - pow(adam.beta1, Double(steps)))),
            row: row
        )
    }

    private func scene(_ seed: Int) throws -> Scene {
        var adam = Adam()
        (adam.learningRate, adam.beta2, adam.epsilon) = (0.05, 0.95, 1e-3)
        return try scene(seed: seed, steps: 3 + 4 * seed, adam: adam)
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    @Test(arguments: 0..<8)
    func lambdaMaxIsTheLargestEigenvalueOfTheUnsymmetricProduct(seed: Int) throws {
        let scene = try scene(seed)
        let bound = scene.preconditioned.elements.reduce(0) { $0 + abs($1) }
        let expected = scene.preconditioned.largestRealEigenvalue(above: bound)
        #expect(relativeDeviation(scene.row[.lambdaMax], expected) < 1e-12)
        let symmetric = scene.hessian.symmetricEigenvalues
        #expect(relativeDeviation(scene.row[.lambdaMaxH], symmetric[4]) < 1e-13)
    }

    @Test(arguments: 0..<8)
    func lambdaGradIsThePapersQuotient(seed: Int) throws {
        let scene = try scene(seed)
        let g = scene.gradient
        let expected = dot(g, scene.preconditioned * g) / dot(g, g)
        #expect(abs(scene.row[.lambdaGrad] - expected) < 1e-12 * abs(scene.row[.lambdaMax]))
    }

    @Test(arguments: 0..<8)
    func lambdaGradExactIsTheCurvatureAlongThePreconditionedGradient(seed: Int) throws {
        let scene = try scene(seed)
        let direction = zip(scene.diagonal, scene.gradient).map { $0 * $1 }
        let expected =
            scene.factor * dot(direction, scene.hessian * direction) / dot(scene.gradient, direction)
        #expect(relativeDeviation(scene.row[.lambdaGradExact], expected) < 1e-12)
        // λ_grad is a Rayleigh quotient of D^½HD^½, so λ_max bounds it.
        #expect(scene.row[.lambdaGradExact] <= scene.row[.lambdaMax] * (1 + 1e-12))
    }

    @Test(arguments: 0..<4)
    func exactFormTellsWhetherTheLossRises(seed: Int) throws {
        // Without momentum Δθ = −ηDg, and the loss rises exactly when gᵀDHDg/gᵀDg > 2/η.
        for share in [0.99, 1.01] {
            var adam = Adam()
            (adam.beta1, adam.epsilon, adam.beta2) = (0, 0.5, 0.9)
            let first = try scene(seed: seed, steps: 1, adam: adam)
            let rate = share * 2 / first.row[.lambdaGradExact]
            guard rate > 0 else { continue }
            let moved = zip(first.diagonal, first.gradient).map { -rate * $0 * $1 }
            let change = dot(first.gradient, moved) + dot(moved, first.hessian * moved) / 2
            #expect((change > 0) == (share > 1))
        }
    }

    @Test(arguments: [0.3, 2, 40])
    func allFormsAgreeInOneDimension(eigenvalue: Double) throws {
        var model = Quadratic()
        model.eigenvalues = [eigenvalue]
        let optimizer = try Units.optimizer(["adam": ["lr": 0.05, "beta2": 0.9]])
        let trace = try #require(try TrainingLoop(model: model, optimizer: optimizer, steps: 80).run())
        for step in 0..<80 {
            #expect(relativeDeviation(trace[.lambdaGrad][step], trace[.lambdaMax][step]) < 4e-16 * 4)
            #expect(relativeDeviation(trace[.lambdaGradExact][step], trace[.lambdaMax][step]) < 4e-16 * 4)
        }
    }

    @Test func lambdaGradKeepsBelowLambdaMaxWithoutPreconditioner() throws {
        var model = Quadratic()
        (model.eigenvalues, model.isRotated, model.start) = ([3, 1, -0.5, 0.1], true, [])
        let optimizer = try Units.optimizer(["sgd": ["lr": 0.1, "momentum": 0.5]])
        for seed in 0..<4 {
            let trace = try #require(try TrainingLoop(model: model, optimizer: optimizer, steps: 40, seed: seed).run())
            #expect(zip(trace[.lambdaGrad], trace[.lambdaMax]).allSatisfy { $0 <= $1 * (1 + 1e-14) })
            #expect(largestDifference(trace[.lambdaGrad], trace[.lambdaGradExact]) < 1e-14)
        }
    }

    @Test(arguments: [1e-200, 1e-160, 1e150])
    func seesOnlyTheDirectionOfTheGradient(scale: Double) throws {
        var model = Quadratic()
        (model.eigenvalues, model.start) = ([2, 1], [scale, scale])
        let optimizer = try Units.optimizer(["sgd": ["lr": 0.1]])
        let trace = try #require(
            try TrainingLoop(model: model, optimizer: optimizer, steps: 1, divergenceLimit: .infinity).run()
        )
        // g = (2, 1)·scale: gᵀHg/|g|² = (4·2 + 1)/5.
        #expect(relativeDeviation(trace[.lambdaGrad][0], 1.8) < 1e-15)
    }

    @Test func hasNoDirectionWithoutGradient() throws {
        var model = Quadratic()
        (model.eigenvalues, model.start) = ([2, 1], [0])
        let optimizer = try Units.optimizer(["adam": [:]])
        let trace = try #require(try TrainingLoop(model: model, optimizer: optimizer, steps: 2).run())
        #expect(trace[.lambdaGrad][0].isNaN && trace[.lambdaGradExact][0].isNaN && trace[.lambdaMax][0].isFinite)
    }

    @Test func recordsTheLargestEffectiveRate() throws {
        var model = Quadratic()
        (model.eigenvalues, model.start) = ([2, 0.5], [1])
        let optimizer = try Units.optimizer(["adam": ["lr": 0.1]])
        let trace = try #require(try TrainingLoop(model: model, optimizer: optimizer, steps: 1).run())
        #expect(relativeDeviation(trace[.effectiveRate][0], 0.2) < 1e-13)
        #expect(relativeDeviation(trace[.sumV][0], 1e-3 * (4 + 0.25)) < 1e-13)
    }
}
