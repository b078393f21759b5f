import Tensors

/// The matrix products of a network with one hidden layer and one output, and nothing else.
///
/// They are the calls that the program of such a network makes, with the same shapes in the same order, each on
/// memory of its own. The adjoints before the last layer, which has one output, are outer products. The program
/// computes them together with the derivative of the activation, so they are left out unless requested.
final class MatrixProducts {
    private let samples: Int, inputs: Int, hidden: Int
    private let x: Vector<Double>
    private let weight: Vector<Double>, lastWeight: Vector<Double>
    private let weightAdjoint: Vector<Double>, lastAdjoint: Vector<Double>
    private let values: Vector<Double>, adjoints: Vector<Double>
    private let outputs: Vector<Double>
    private let tangents: Vector<Double>, adjointTangents: Vector<Double>
    private let directions: Vector<Double>, products: Vector<Double>

    /// Allocates memory for up to `width` Hessian products at once.
    init(samples: Int, inputs: Int, hidden: Int, width: Int) {
        (self.samples, self.inputs, self.hidden) = (samples, inputs, hidden)
        x = Vector(count: samples * inputs, noise: 1)
        weight = Vector(count: hidden * inputs, noise: 0.1)
        lastWeight = Vector(count: hidden, noise: 0.1)
        weightAdjoint = Vector(count: hidden * inputs)
        lastAdjoint = Vector(count: hidden)
        values = Vector(count: samples * hidden, noise: 1)
        adjoints = Vector(count: samples * hidden, noise: 1)
        outputs = Vector(count: width * samples, noise: 1)
        tangents = Vector(count: width * samples * hidden, noise: 1)
        adjointTangents = Vector(count: width * samples * hidden, noise: 1)
        directions = Vector(count: width * hidden * (inputs + 1), noise: 1)
        products = Vector(count: width * hidden * (inputs + 1))
    }

    /// Computes the products of loss and gradient.
    func gradient(withOuter: Bool) {
        forward(weight.start, into: values.start)
        read(values.start, lastWeight.start, rows: samples, into: outputs.start)
        sum(values.start, into: lastAdjoint.start)
        if withOuter { outer(outputs.start, lastWeight.start, rows: samples, into: adjoints.start) }
        backward(adjoints.start, into: weightAdjoint.start)
    }

    /// Computes the products of `count` Hessian products.
    func products(_ count: Int, withOuter: Bool) {
        let (area, own) = (samples * hidden, hidden * (inputs + 1))
        for k in 0..<count { forward(directions.start + k * own, into: tangents.start + k * area) }
        read(tangents.start, lastWeight.start, rows: count * samples, into: outputs.start)
        for k in 0..<count {
            let direction = directions.start + k * own + hidden * inputs
            read(values.start, direction, rows: samples, into: outputs.start + k * samples, beta: 1)
        }
        for k in 0..<count {
            let product = products.start + k * own + hidden * inputs
            sum(values.start, into: product)
            sum(tangents.start + k * area, into: product, beta: 1)
        }
        if withOuter {
            outer(outputs.start, lastWeight.start, rows: count * samples, into: adjointTangents.start)
            for k in 0..<count {
                let direction = directions.start + k * own + hidden * inputs
                outer(outputs.start, direction, rows: samples, into: adjointTangents.start + k * area, beta: 1)
            }
        }
        for k in 0..<count { backward(adjointTangents.start + k * area, into: products.start + k * own) }
    }

    /// Computes x·Wᵀ.
    private func forward(_ weight: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>) {
        Double.gemm(transposed: false, true, samples, hidden, inputs, 1, x.start, inputs, weight, inputs, 0, y, hidden)
    }

    /// Computes z̄ᵀ·x.
    private func backward(_ slope: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>) {
        Double.gemm(transposed: true, false, hidden, inputs, samples, 1, slope, hidden, x.start, inputs, 0, y, inputs)
    }

    /// Computes y·w for the last layer's single row of weights.
    private func read(
        _ y: UnsafePointer<Double>,
        _ weight: UnsafePointer<Double>,
        rows: Int,
        into outputs: UnsafeMutablePointer<Double>,
        beta: Double = 0
    ) {
        Double.gemv(transposed: false, rows, hidden, 1, y, hidden, weight, beta, outputs)
    }

    /// Computes z̄ᵀ·y for the last layer.
    private func sum(_ y: UnsafePointer<Double>, into row: UnsafeMutablePointer<Double>, beta: Double = 0) {
        Double.gemv(transposed: true, samples, hidden, 1, y, hidden, outputs.start, beta, row)
    }

    /// Computes the outer product z̄·w of a column and a row.
    private func outer(
        _ column: UnsafePointer<Double>,
        _ row: UnsafePointer<Double>,
        rows: Int,
        into y: UnsafeMutablePointer<Double>,
        beta: Double = 0
    ) {
        Double.gemm(transposed: false, false, rows, hidden, 1, 1, column, 1, row, hidden, beta, y, hidden)
    }
}
