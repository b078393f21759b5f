import CAllocations
import Curvature
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// A step of training allocates nothing, in optimizer, loss, gradient, Hessian products and tracker.
@Suite(.serialized) struct StepAllocations {
    private func count(_ body: () -> Void) -> Int {
        let before = swift_allocations_of_thread()
        body()
        return swift_allocations_of_thread() - before
    }

    private func objective(_ batch: Value) throws -> any Objective<Double> {
        let loop = try TinyNet.loop(["sgd": [:]], steps: 1, batch: batch, widths: [3, 40, 2])
        return try loop.model.objective(loop.problem, in: Double.self)
    }

    @Test(arguments: ["full", 7] as [Value])
    func ofALossAllocateNothing(batch: Value) throws {
        let objective = try objective(batch)
        let dimension = objective.layout.count
        let (point, gradient) = (Vector<Double>(objective.start), Vector<Double>(count: dimension))
        let (directions, products) = (Vector<Double>(count: 4 * dimension), Vector<Double>(count: 4 * dimension))
        directions.all.fill(0.1)
        for number in 1...12 {
            var loss = 0.0
            let allocated = count {
                objective.advance(to: number, batch: BatchPlace(number))
                loss = objective.evaluate(at: point, gradient: gradient)
                objective.products(at: point, along: directions.start, count: 4, into: products.start)
                objective.products(at: point, along: directions.start, count: 1, into: products.start)
                if let full = objective.fullLoss(at: point) { loss += full }
            }
            // The first step compiles the program for all samples.
            #expect(number == 1 || allocated == 0)
            #expect(loss > 0)
        }
    }

    @Test(arguments: ["float64", "float32"])
    func ofEveryRuleAllocateNothing(precision: String) throws {
        if precision == "float64" { try step(Double.self) } else { try step(Float.self) }
    }

    private func step<S: Scalar>(_ type: S.Type) throws {
        for kind in Catalogue.optimizers {
            let optimizer = kind.init()
            let state = optimizer.start(.small, in: S.self)
            let (parameters, gradient) = (Vector<S>(count: 8), Vector<S>(count: 8))
            for number in 1...300 {
                for index in 0..<8 { gradient[index] = S(Double((index * 37 + number * 11) % 23) - 9.5) }
                let allocated = count { optimizer.update(state, parameters, gradient: gradient) }
                // The first call may allocate type metadata of generic code.
                #expect(number == 1 || allocated == 0, "\(kind.name) at step \(number)")
            }
            #expect(parameters.all.maximumMagnitude > 0)
        }
    }

    @Test func ofTheTrackerAllocateNothing() throws {
        let objective = try objective("full")
        let (point, gradient) = (Vector<Double>(objective.start), Vector<Double>(count: objective.layout.count))
        objective.advance(to: 1, batch: BatchPlace(1))
        let matrix = ObjectiveHessian(objective, at: point)
        let tracker = EigenvalueTracker(dimension: objective.layout.count)
        for number in 1...40 {
            _ = objective.evaluate(at: point, gradient: gradient)
            var found: EigenvalueEstimate?
            let allocated = count { found = tracker.update(matrix) }
            #expect(number == 1 || allocated == 0, "step \(number)")
            #expect(try #require(found).isConverged)
            point.all.add(gradient.all, times: -0.05)
        }
    }
}

/// The Hessian H at a point, as an operator.
private struct ObjectiveHessian: SymmetricOperator {
    let objective: any Objective<Double>
    let point: Vector<Double>
    let vectors: Vector<Double>
    var dimension: Int { point.count }

    init(_ objective: any Objective<Double>, at point: Vector<Double>) {
        self.objective = objective
        self.point = point
        vectors = Vector(count: 16 * point.count)
    }

    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        self.vectors.start.update(from: vectors, count: count * dimension)
        objective.products(at: point, along: self.vectors.start, count: count, into: products)
    }
}
