import Curvature
import TestSupport
import Testing
import Training

/// Largest eigenvalues of dense symmetric matrices.
@Suite struct DenseSpectra {
    private func largest(_ matrix: SquareMatrix) -> Double {
        DenseSpectrum.largestEigenvalue(matrix.elements, dimension: matrix.order)
    }

    /// A symmetric matrix with normal elements.
    private func symmetric(_ order: Int, seed: Int) -> SquareMatrix {
        var random = Random(seed: seed)
        var matrix = SquareMatrix(diagonal: [Double](repeating: 0, count: order))
        for i in 0..<order {
            for j in 0...i {
                matrix[i, j] = random.normal()
                matrix[j, i] = matrix[i, j]
            }
        }
        return matrix
    }

    @Test(
        arguments: [
            ([3, 1, 2], 3), ([-3, -1, -2], -1), ([0, 0], 0), ([5, 5, 5, 5], 5), ([-1, 1e-300], 1e-300), ([7], 7),
            ([-7], -7),
        ] as [([Double], Double)]
    )
    func ofADiagonalMatrixIsItsLargestElement(diagonal: [Double], expected: Double) {
        #expect(largest(SquareMatrix(diagonal: diagonal)) == expected)
    }

    @Test(arguments: [[4, 3, 2, 1], [1, -100, 0.5, 0], [-1, -2, -3, -1e6], [1, 1, 1, 1], [1e8, 1, 1e-8, 0]])
    func outlastsAReflection(eigenvalues: [Double]) throws {
        let turn = SquareMatrix(reflectionAlong: [1, -2, 0.5, 3])
        let matrix = turn * SquareMatrix(diagonal: eigenvalues) * turn.transposed
        let scale = eigenvalues.reduce(0) { max($0, abs($1)) }
        #expect(abs(largest(matrix) - (try #require(eigenvalues.max()))) <= 4e-15 * scale)
    }

    @Test(arguments: 1...9)
    func agreesWithJacobisRotations(order: Int) throws {
        let matrix = symmetric(order, seed: order)
        let values = matrix.symmetricEigenvalues
        let scale = values.reduce(0) { max($0, abs($1)) }
        #expect(abs(largest(matrix) - (try #require(values.last))) <= 1e-14 * scale)
    }

    @Test(arguments: [1e-200, 1e-30, 1e30, 1e200])
    func scalesWithTheMatrix(factor: Double) {
        let matrix = symmetric(6, seed: 4)
        let scaled = SquareMatrix(order: 6, matrix.elements.map { $0 * factor })
        #expect(relativeDeviation(largest(scaled), largest(matrix) * factor) <= 1e-14)
    }

    @Test func shiftsWithTheDiagonal() {
        let matrix = symmetric(6, seed: 5)
        var shifted = matrix
        for i in 0..<6 { shifted[i, i] -= 50 }
        #expect(abs(largest(shifted) - (largest(matrix) - 50)) <= 1e-13)
    }

    @Test func boundsEveryRayleighQuotient() {
        let matrix = symmetric(7, seed: 6)
        let top = largest(matrix)
        var random = Random(seed: 7)
        for _ in 0..<50 {
            let vector = (0..<7).map { _ in random.normal() }
            let image = matrix * vector
            let quotient =
                zip(vector, image).reduce(0) { $0 + $1.0 * $1.1 } / vector.reduce(0) { $0 + $1 * $1 }
            #expect(quotient <= top * (1 + 1e-14))
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func ofAMatrixThatIsNotFiniteIsNotANumber(element: Double) {
        for place in 0..<4 {
            var elements = [2.0, 1, 1, 2]
            elements[place] = element
            #expect(DenseSpectrum.largestEigenvalue(elements, dimension: 2).isNaN)
        }
        #expect(DenseSpectrum.largestEigenvalue([element], dimension: 1).isNaN)
    }

    @Test func repeatsItselfBitForBit() {
        let matrix = symmetric(20, seed: 8)
        #expect(largest(matrix) == largest(matrix))
    }
}
