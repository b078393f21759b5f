import Curvature
import TestSupport
import Testing

@testable import Tensors

/// A tanh network 10–32–1 compared with PyTorch: loss, gradient, a Hessian product and the whole Hessian.
@Suite struct ProgramReferences {
    private let files: ReferenceFolder
    private let program: Program<Double>
    private let parameters: Vector<Double>
    private let gradient: Vector<Double>
    private let loss: Double

    init() throws {
        files = try ReferenceFolder(.module)
        var recorder = Recorder()
        let (x, y) = (recorder.data([64, 10]), recorder.data([64, 1]))
        let hidden = recorder.dense(
            x,
            weight: recorder.parameter("W1", [32, 10], fanIn: 10, fanOut: 32),
            bias: recorder.parameter("b1", [32], fanIn: 10, fanOut: 32),
            activation: .tanh
        )
        let output = recorder.dense(
            hidden,
            weight: recorder.parameter("W2", [1, 32], fanIn: 32, fanOut: 1),
            bias: recorder.parameter("b2", [1], fanIn: 32, fanOut: 1)
        )
        let error = recorder.squaredError(output, target: y)
        let program = Program<Double>(recorder.recording(loss: error))
        for (node, name) in [(x, "net_X"), (y, "net_Y")] {
            let values = Vector<Double>(try files.rows(name).flatMap { $0 })
            withExtendedLifetime(values) { program.set(node, to: values.all) }
        }
        program.prepare()
        let parameters = Vector<Double>(try files.rows("net_theta0").flatMap { $0 })
        self.program = program
        self.parameters = parameters
        gradient = Vector(count: parameters.count)
        loss = program.evaluate(at: parameters, gradient: gradient)
    }

    @Test func agreeOnLossAndGradient() throws {
        #expect(relativeDeviation(loss, try numbers("loss")[0]) <= 1e-15)
        #expect(distance(gradient.doubles, try numbers("grad")) <= 1e-14)
    }

    @Test func agreeOnAProduct() throws {
        #expect(distance(products(Vector(try numbers("vec")), count: 1), try numbers("Hvec")) <= 1e-14)
    }

    @Test func agreeOnTheSpectrum() throws {
        let hessian = wholeHessian()
        try expect(hessian, hasEigenvalues: try numbers("eig"))
        let roots = try numbers("D").map { $0.squareRoot() }
        let dimension = roots.count
        let scaled = hessian.indices.map { hessian[$0] * roots[$0 / dimension] * roots[$0 % dimension] }
        try expect(scaled, hasEigenvalues: try numbers("eigDHD"))
    }

    /// Compares the largest and smallest eigenvalue, and the sums of all eigenvalues and of their squares.
    private func expect(_ matrix: [Double], hasEigenvalues eigenvalues: [Double]) throws {
        let dimension = eigenvalues.count
        let symmetric = matrix.indices.map { (matrix[$0] + matrix[$0 % dimension * dimension + $0 / dimension]) / 2 }
        #expect(distance(symmetric, matrix) <= 1e-15)
        let (low, high) = (try #require(eigenvalues.min()), try #require(eigenvalues.max()))
        let largest = DenseSpectrum.largestEigenvalue(symmetric, dimension: dimension)
        let smallest = -DenseSpectrum.largestEigenvalue(symmetric.map { -$0 }, dimension: dimension)
        #expect(abs(largest - high) <= 1e-13 * high)
        #expect(abs(smallest - low) <= 1e-13 * high)
        let trace = (0..<dimension).reduce(0) { $0 + symmetric[$1 * dimension + $1] }
        #expect(abs(trace - eigenvalues.reduce(0, +)) <= 1e-12 * high)
        #expect(relativeDeviation(norm(symmetric), norm(eigenvalues)) <= 1e-13)
    }

    /// The Hessian H, row by row, from its products with the unit vectors.
    private func wholeHessian() -> [Double] {
        let units = Vector<Double>(count: parameters.count * parameters.count)
        for index in 0..<parameters.count { units[index * (parameters.count + 1)] = 1 }
        return products(units, count: parameters.count)
    }

    private func products(_ directions: Vector<Double>, count: Int) -> [Double] {
        let products = Vector<Double>(count: directions.count)
        withExtendedLifetime((directions, products)) {
            program.products(at: parameters, along: directions.start, count: count, into: products.start)
        }
        return products.doubles
    }

    private func numbers(_ name: String) throws -> [Double] {
        try files.rows("net_hessian0_" + name).flatMap { $0 }
    }
}
