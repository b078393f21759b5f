import Tensors
import TestSupport

@testable import Training

/// An objective in double precision whose functions take plain arrays, for tests.
struct ArrayObjective {
    let objective: any Objective<Double>
    var start: [Double] { objective.start }
    var count: Int { objective.layout.count }

    init(_ objective: any Objective<Double>) {
        self.objective = objective
    }

    init(_ model: some Model, seed: Int = 0) throws {
        self.init(try model.objective(Problem(seed: seed), in: Double.self))
    }

    /// The loss and the gradient at a point.
    func evaluate(_ point: [Double]) -> (loss: Double, gradient: [Double]) {
        let gradient = Vector<Double>(count: point.count)
        let loss = objective.evaluate(at: Vector(point), gradient: gradient)
        return (loss, gradient.doubles)
    }

    func loss(_ point: [Double]) -> Double { evaluate(point).loss }

    func gradient(_ point: [Double]) -> [Double] { evaluate(point).gradient }

    /// The Hessian at a point, column by column from its products.
    func hessian(at point: [Double]) -> SquareMatrix {
        let (parameters, gradient) = (Vector<Double>(point), Vector<Double>(count: count))
        _ = objective.evaluate(at: parameters, gradient: gradient)
        let (unit, product) = (Vector<Double>(count: count), Vector<Double>(count: count))
        var rows: [Double] = []
        for i in 0..<count {
            unit.all.fill(0)
            unit[i] = 1
            objective.products(at: parameters, along: unit.start, count: 1, into: product.start)
            rows += product.doubles
        }
        return withExtendedLifetime((unit, product)) { SquareMatrix(order: count, rows) }
    }
}
