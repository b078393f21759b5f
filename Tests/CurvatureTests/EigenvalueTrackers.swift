import Curvature
import Testing

/// Laws of one step of the tracker, on matrices whose eigenvalues are known.
@Suite struct EigenvalueTrackers {
    private func tracked(_ matrix: SyntheticOperator) -> EigenvalueEstimate {
        EigenvalueTracker(dimension: matrix.dimension).update(matrix)
    }

    @Test(
        arguments: [
            [7], [-7], [0], [2, 1], [-2, -1], [1, -100], [3, 2, 1], [1e-3, -1, -1e3], [0, 0, 0, 0], [5, 5, 5, 5, 5],
            [4, 4, 1, 0, 0, 0], [-4, -4, -1, -2], [0, -1, -2, -3], [1, 1, 1, 1, 1 - 1e-9],
        ] as [[Double]],
        [0, 0.3]
    )
    func findsTheLargestOfAFewEigenvalues(eigenvalues: [Double], angle: Double) {
        let matrix = SyntheticOperator(eigenvalues: eigenvalues, angle: angle)
        let found = tracked(matrix)
        let scale = eigenvalues.reduce(0) { max($0, abs($1)) }
        #expect(found.isConverged)
        #expect(abs(found.value - matrix.largest) <= 1e-5 * abs(matrix.largest) + 1e-13 * scale)
    }

    @Test(arguments: [10, 50, 385, 4000])
    func findsAnOutlierAboveABulk(dimension: Int) {
        let bulk = evenlySpread(dimension - 2).map { $0 * 0.5 - 0.2 }
        let matrix = SyntheticOperator(eigenvalues: bulk + [1, 0.8], angle: 0.2)
        let found = tracked(matrix)
        #expect(found.isConverged)
        #expect(abs(found.value - 1) <= 1e-5)
    }

    @Test(arguments: [1e-30, 1e-8, 1, 1e8, 1e30])
    func scalesWithTheMatrix(factor: Double) {
        let matrix = SyntheticOperator(eigenvalues: evenlySpread(60), angle: 0.2)
        let scaled = SyntheticOperator(eigenvalues: matrix.eigenvalues.map { $0 * factor }, angle: 0.2)
        let (one, other) = (tracked(matrix), tracked(scaled))
        #expect(other.isConverged && other.products == one.products)
        #expect(abs(other.value - factor * one.value) <= 1e-12 * factor)
        #expect(abs(other.residual - one.residual) <= 1e-9)
    }

    @Test func findsANegativeLargestEigenvalue() {
        let matrix = SyntheticOperator(eigenvalues: evenlySpread(80).map { -1 - $0 }, angle: 0.2)
        let found = tracked(matrix)
        #expect(found.isConverged)
        #expect(abs(found.value - matrix.largest) <= 1e-4)
    }

    @Test func neverExceedsTheLargestEigenvalue() {
        let tracker = EigenvalueTracker(dimension: 40)
        for step in 0..<60 {
            let values = evenlySpread(40).map { $0 * Double(1 + step % 7) - 0.3 }
            let matrix = SyntheticOperator(eigenvalues: values, angle: 0.1 * Double(step % 5))
            #expect(tracker.update(matrix).value <= matrix.largest * (1 + 1e-13))
        }
    }

    @Test func reportsTheResidualOfItsEigenvector() {
        let matrix = SyntheticOperator(eigenvalues: evenlySpread(200), angle: 0.2)
        let tracker = EigenvalueTracker(dimension: 200)
        for _ in 0..<3 {
            let found = tracker.update(matrix)
            let length = tracker.eigenvector.reduce(0) { $0 + $1 * $1 }
            #expect(abs(length - 1) <= 1e-13)
            #expect(abs(tracker.trueResidual(matrix, found.value) - found.residual * found.value) <= 1e-13)
            #expect(found.bound <= found.residual)
        }
    }

    @Test func knowsTheSecondEigenvalue() throws {
        let bulk = evenlySpread(100).map { $0 * 0.3 }
        let matrix = SyntheticOperator(eigenvalues: bulk + [1, 0.8], angle: 0.2)
        let tracker = EigenvalueTracker(dimension: 102)
        var second: Double?
        for _ in 0..<6 { second = tracker.update(matrix).second }
        #expect(abs(try #require(second) - 0.8) <= 1e-2)
    }

    @Test func admitsThatTheLimitOfProductsWasTooLow() {
        var settings = EigenvalueTracker.Settings()
        settings.productLimit = 4
        let tracker = EigenvalueTracker(dimension: 500, settings: settings)
        let matrix = SyntheticOperator(eigenvalues: evenlySpread(498) + [1.3, 1.2], angle: 0.2)
        let found = tracker.update(matrix)
        #expect(!found.isConverged && found.products == 4 && found.bound > settings.tolerance)
        // The remaining work is done in later steps.
        var last = found
        for _ in 0..<40 where !last.isConverged { last = tracker.update(matrix) }
        #expect(last.isConverged)
        #expect(abs(last.value - matrix.largest) <= 1e-4)
    }

    @Test func obeysTheTolerance() {
        let matrix = SyntheticOperator(eigenvalues: evenlySpread(300), angle: 0.2)
        for tolerance in [1e-2, 1e-4, 1e-6, 1e-9] {
            var settings = EigenvalueTracker.Settings()
            settings.tolerance = tolerance
            settings.productLimit = 300
            let found = EigenvalueTracker(dimension: 300, settings: settings).update(matrix)
            #expect(found.isConverged && found.bound <= tolerance)
            #expect(1 - found.value / matrix.largest <= tolerance)
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func survivesProductsThatAreNotFinite(product: Double) {
        let matrix = SyntheticOperator(eigenvalues: evenlySpread(50), angle: 0.2)
        let tracker = EigenvalueTracker(dimension: 50)
        #expect(tracker.update(BrokenOperator(dimension: 50, product: product)).value.isNaN)
        for _ in 0..<3 {
            let found = tracker.update(matrix)
            #expect(found.isConverged && abs(found.value - matrix.largest) <= 1e-4 * matrix.largest)
            let broken = tracker.update(BrokenOperator(dimension: 50, product: product))
            #expect(broken.value.isNaN && broken.residual.isNaN && !broken.isConverged && broken.products <= 3)
        }
        #expect(tracker.update(matrix).products <= 8, "what was known before is still known")
    }

    @Test(arguments: 0...15)
    func survivesAFailureInTheMiddleOfAStep(calls: Int) {
        // With a dense spectrum, a step needs more vectors than the basis holds.
        var settings = EigenvalueTracker.Settings()
        settings.productLimit = 300
        let tracker = EigenvalueTracker(dimension: 200, settings: settings)
        var matrix = SyntheticOperator(eigenvalues: evenlySpread(200), angle: 0.2)
        #expect(tracker.update(FailingOperator(matrix, after: calls)).value.isNaN)
        for angle in [0.2, 0.5] {
            matrix.angle = angle
            let found = tracker.update(matrix)
            #expect(found.isConverged && abs(found.value - matrix.largest) <= 1e-4)
            matrix.angle = angle + 0.3
            #expect(tracker.update(FailingOperator(matrix, after: calls)).value.isNaN)
        }
    }

    @Test func ofASmallMatrixAgreesWithTheDenseOne() {
        for dimension in 1...9 {
            let matrix = SyntheticOperator(eigenvalues: evenlySpread(dimension).map { $0 - 0.5 }, angle: 0.7)
            var elements = [Double](repeating: 0, count: dimension * dimension)
            for i in 0..<dimension {
                var unit = [Double](repeating: 0, count: dimension)
                unit[i] = 1
                elements.withUnsafeMutableBufferPointer { rows in
                    guard let start = rows.baseAddress else { return }
                    matrix.apply(unit, count: 1, into: start + i * dimension)
                }
            }
            let exact = DenseSpectrum.largestEigenvalue(elements, dimension: dimension)
            #expect(abs(tracked(matrix).value - exact) <= 1e-5)
        }
    }
}
