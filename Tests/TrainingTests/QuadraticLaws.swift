import Curvature
import Settings
import TestSupport
import Testing

@testable import Training

/// The quadratic bowl.
@Suite struct QuadraticLaws {
    private static let eigenvalues = [3, 1, 0.25, -0.5, 10]

    private func bowl(
        _ eigenvalues: [Double],
        rotated: Bool = true,
        start: [Double] = [],
        seed: Int = 1
    ) throws -> ArrayObjective {
        var model = Quadratic()
        model.eigenvalues = eigenvalues
        model.isRotated = rotated
        model.start = start
        return try ArrayObjective(model, seed: seed)
    }

    private func hessian(_ objective: ArrayObjective) -> SquareMatrix { objective.hessian(at: objective.start) }

    @Test(arguments: [false, true], [0, 1, 2])
    func gradientEqualsCentralDifferences(rotated: Bool, seed: Int) throws {
        let objective = try bowl(Self.eigenvalues, rotated: rotated, seed: seed)
        let point = objective.start
        let slopes = objective.gradient(point)
        for i in point.indices {
            // Central differences of a quadratic are exact, so the step may be large.
            var (ahead, behind) = (point, point)
            ahead[i] += 0.5
            behind[i] -= 0.5
            #expect(abs(objective.loss(ahead) - objective.loss(behind) - slopes[i]) < 1e-12)
        }
    }

    @Test(arguments: [false, true], [0, 1, 2])
    func hessianTakesGradientToGradient(rotated: Bool, seed: Int) throws {
        let objective = try bowl(Self.eigenvalues, rotated: rotated, seed: seed)
        let matrix = hessian(objective)
        #expect(largestDifference(matrix.elements, matrix.transposed.elements) < 1e-14)
        var random = Random(seed: seed)
        let vector = objective.start.map { _ in random.normal() }
        let ahead = objective.gradient(zip(objective.start, vector).map { $0 + $1 })
        let difference = zip(ahead, objective.gradient(objective.start)).map { $0 - $1 }
        #expect(largestDifference(matrix * vector, difference) < 1e-13)
    }

    @Test(arguments: [1, 2, 5, 12, 40], [0, 3, 7])
    func rotationIsOrthogonal(dimension: Int, seed: Int) throws {
        // With all eigenvalues equal to 1, the Hessian is QQᵀ.
        let product = try hessian(bowl([Double](repeating: 1, count: dimension), seed: seed))
        let identity = SquareMatrix(diagonal: [Double](repeating: 1, count: dimension))
        #expect(largestDifference(product.elements, identity.elements) < 1e-14)
    }

    @Test(arguments: 0..<4)
    func rotationKeepsTheEigenvalues(seed: Int) throws {
        let matrix = try hessian(bowl(Self.eigenvalues, seed: seed))
        #expect(largestDifference(matrix.symmetricEigenvalues, Self.eigenvalues.sorted()) < 1e-13)
        #expect(abs(DenseSpectrum.largestEigenvalue(matrix.elements, dimension: 5) - 10) < 1e-13)
        #expect(abs(matrix[0, 1]) > 1e-6)
    }

    @Test func rotationFavoursNoDirection() throws {
        // An entry of a uniform random rotation of n dimensions has mean square 1/n; H₀₀ = Q₀₀² for Λ = diag(1, 0,
        // 0).
        let entries = try (0..<600).map { try hessian(bowl([1, 0, 0], seed: $0))[0, 0] }
        let mean = entries.reduce(0, +) / 600
        // The square's variance is 4/45 for n = 3.
        #expect(abs(mean - 1 / 3.0) < 4 * (4 / 45.0 / 600).squareRoot())
    }

    @Test func drawsTheSameFromTheSameSeedOnly() throws {
        let (one, again, other) = try (bowl(Self.eigenvalues), bowl(Self.eigenvalues), bowl(Self.eigenvalues, seed: 2))
        #expect(one.start == again.start && hessian(one).elements == hessian(again).elements)
        #expect(one.start != other.start && hessian(one).elements != hessian(other).elements)
    }

    @Test func startsWhereItIsTold() throws {
        #expect(try bowl([1, 2, 3], rotated: false, start: [0.5]).start == [0.5, 0.5, 0.5])
        #expect(try bowl([1, 2], rotated: false, start: [3, 4]).start == [3, 4])
        let scaled = try Quadratic(reading: ["eigenvalues": [1, 2], "start": [3, 4], "start_scale": 0.25])
        #expect(try ArrayObjective(scaled).start == [0.75, 1])
        #expect(try bowl([1, 2], rotated: false).start.allSatisfy { $0 != 0 })
    }

    @Test func lossIsHalfTheWeightedSquare() throws {
        let objective = try bowl([2, 8], rotated: false, start: [3, 0.5])
        #expect(objective.loss(objective.start) == 10)
        #expect(objective.gradient(objective.start) == [6, 4])
    }

    @Test func rotationChangesNeitherLossNorLengthOfGradientAtMatchingPoints() throws {
        // With equal eigenvalues, every rotation gives the same bowl.
        let objective = try bowl([4, 4, 4], start: [1, 2, 3])
        #expect(abs(objective.loss([1, 2, 3]) - 28) < 1e-13)
        #expect(largestDifference(objective.gradient([1, 2, 3]), [4, 8, 12]) < 1e-13)
    }
}
