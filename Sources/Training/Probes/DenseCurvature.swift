import Curvature
import Tensors
import Traces

/// Curvature of a Hessian that is computed as a whole matrix.
final class DenseCurvature: CurvatureMethod, @unchecked Sendable {
    let directions: DirectionMemory
    private let dimension: Int
    private var hessian: [Double] = []
    private var largest = Double.nan
    /// The optimizer's direction when the Hessian was computed; an intervention may change it.
    private var direction = 1.0
    private let units: Vector<Double>
    private let rows: Vector<Double>

    init(_ dimension: Int) {
        self.dimension = dimension
        directions = DirectionMemory(dimension)
        units = Vector(count: dimension * dimension)
        rows = Vector(count: dimension * dimension)
        for i in 0..<dimension { units[i * dimension + i] = 1 }
    }

    func observe(_ step: Step, into row: inout TraceRow) {
        if hessian.isEmpty || direction != step.direction || !step.objective.hessianIsConstant { take(step) }
        row[.lambdaMaxH] = largest
        if step.hasDiagonal { row[.lambdaMax] = step.momentumFactor * preconditioned(step.diagonal) }
    }

    private func take(_ step: Step) {
        step.objective.products(at: step.parameters, along: units.start, count: dimension, into: rows.start)
        direction = step.direction
        hessian = rows.doubles
        if direction < 0 { hessian = hessian.map { -$0 } }
        largest = DenseSpectrum.largestEigenvalue(hessian, dimension: dimension)
    }

    /// λ_max(D^½ H D^½).
    private func preconditioned(_ diagonal: Vector<Double>) -> Double {
        if dimension == 1 { return diagonal[0] * hessian[0] }
        let roots = diagonal.doubles.map { $0.squareRoot() }
        var scaled = hessian
        for i in 0..<dimension {
            for j in 0..<dimension { scaled[i * dimension + j] *= roots[i] * roots[j] }
        }
        return DenseSpectrum.largestEigenvalue(scaled, dimension: dimension)
    }
}
