import CAllocations
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Objectives whose loss is replaced by its second-order Taylor expansion.
@Suite(.serialized) struct FrozenObjectives {
    private static let widths = [3, 6, 2]

    /// A frozen network and the same network not frozen, both evaluated at the start.
    private struct Pair {
        let free: ArrayObjective
        let frozen: ArrayObjective
        let start: [Double]
        let loss: Double
        let gradient: [Double]

        init() throws {
            var loop = try TinyNet.loop(["sgd": [:]], steps: 1, widths: FrozenObjectives.widths)
            free = ArrayObjective(try loop.objective(in: Double.self))
            loop.hessianFrozenAt = 1
            frozen = ArrayObjective(try loop.objective(in: Double.self))
            for one in [free, frozen] { one.objective.advance(to: 1, batch: BatchPlace(1)) }
            start = free.start
            (loss, gradient) = frozen.evaluate(start)
        }

        /// A point `distance` away along a direction in which all coordinates differ from zero.
        func point(_ distance: Double) -> [Double] {
            start.enumerated().map { $1 + distance * (Double($0 * 7 % 11) - 4.5) / 10 }
        }
    }

    @Test func continueBitForBit() throws {
        let pair = try Pair()
        let (loss, gradient) = pair.free.evaluate(pair.start)
        #expect(pair.loss == loss && pair.gradient == gradient)
        let again = pair.frozen.evaluate(pair.start)
        #expect(again.loss == loss && again.gradient == gradient)
    }

    @Test func haveOneHessian() throws {
        let pair = try Pair()
        let here = pair.free.hessian(at: pair.start)
        for distance in [0.0, 0.1, 3] {
            #expect(pair.frozen.hessian(at: pair.point(distance)).elements == here.elements)
        }
        #expect(largestDifference(pair.free.hessian(at: pair.point(0.1)).elements, here.elements) > 1e-3)
    }

    @Test(arguments: [0.01, 0.5, 20])
    func areTheTaylorPolynomial(distance: Double) throws {
        let pair = try Pair()
        let point = pair.point(distance)
        let way = zip(point, pair.start).map { $0 - $1 }
        let product = pair.free.hessian(at: pair.start) * way
        let (loss, gradient) = pair.frozen.evaluate(point)
        let slope = zip(pair.gradient, way).reduce(0) { $0 + $1.0 * $1.1 }
        let bend = zip(product, way).reduce(0) { $0 + $1.0 * $1.1 } / 2
        #expect(abs(loss - (pair.loss + slope + bend)) < 1e-14 * (abs(slope) + abs(bend) + pair.loss))
        let scale = product.map(abs).max() ?? 0
        #expect(largestDifference(gradient, zip(pair.gradient, product).map { $0 + $1 }) < 1e-14 * (1 + scale))
    }

    @Test func haveTheGradientOfTheirLoss() throws {
        let pair = try Pair()
        let point = pair.point(0.7)
        let gradient = pair.frozen.gradient(point)
        for i in point.indices {
            // Central differences of a quadratic are exact up to rounding.
            var (below, above) = (point, point)
            below[i] -= 0.1
            above[i] += 0.1
            let slope = (pair.frozen.loss(above) - pair.frozen.loss(below)) / 0.2
            #expect(abs(slope - gradient[i]) < 1e-12)
        }
    }

    @Test func approachTheLossAsTheCubeOfTheDistance() throws {
        let pair = try Pair()
        let errors = [0.02, 0.01].map { abs(pair.frozen.loss(pair.point($0)) - pair.free.loss(pair.point($0))) }
        #expect(errors[0] / errors[1] > 7 && errors[0] / errors[1] < 9)
    }

    @Test func allocateNothing() throws {
        let pair = try Pair()
        let (point, gradient) = (Vector<Double>(pair.point(0.3)), Vector<Double>(count: pair.start.count))
        let products = Vector<Double>(count: 2 * pair.start.count)
        let directions = Vector<Double>(pair.start + pair.gradient)
        for number in 2...5 {
            let before = swift_allocations_of_thread()
            pair.frozen.objective.advance(to: number, batch: BatchPlace(number))
            let loss = pair.frozen.objective.evaluate(at: point, gradient: gradient)
            pair.frozen.objective.products(at: point, along: directions.start, count: 2, into: products.start)
            let allocated = swift_allocations_of_thread() - before
            // The first call may allocate type metadata of generic code.
            #expect(number == 2 || allocated == 0)
            #expect(loss.isFinite)
        }
    }
}
