import TestSupport
import Testing

@testable import Tensors

/// Every primitive's four rules, tested by differences and by properties of any Hessian.
@Suite struct PrimitiveDerivatives {
    @Test(arguments: PrimitiveCases.all)
    func agreeWithDifferencesOfTheLoss(model: ProgramModel) {
        let replay = Replay<Double>(model)
        let gradient = replay.evaluate(at: model.parameters).gradient
        var numbers = SplitMix(state: 1)
        let directions = Self.directions(model, &numbers, 6)
        for direction in directions {
            let slope = Self.difference(model.parameters, direction) { [replay.loss(at: $0)] }[0]
            // Differences of losses lose ten digits of the loss.
            let scale = norm(gradient) * norm(direction) + replay.loss(at: model.parameters)
            #expect(abs(dot(gradient, direction) - slope) <= 1e-9 * scale + 1e-12)
        }
    }

    @Test(arguments: PrimitiveCases.all)
    func agreeWithDifferencesOfTheGradient(model: ProgramModel) {
        let replay = Replay<Double>(model)
        var numbers = SplitMix(state: 2)
        for direction in Self.directions(model, &numbers, 4) {
            let expected = Self.difference(model.parameters, direction) { replay.evaluate(at: $0).gradient }
            let gradient = replay.evaluate(at: model.parameters).gradient
            let product = replay.products([direction])[0]
            #expect(norm(sum(product, -1, expected)) <= 1e-8 * norm(expected) + 1e-10 * norm(gradient))
        }
    }

    @Test(arguments: PrimitiveCases.all)
    func giveASymmetricLinearHessian(model: ProgramModel) {
        let replay = Replay<Double>(model)
        _ = replay.evaluate(at: model.parameters)
        var numbers = SplitMix(state: 3)
        let u = numbers.normals(model.parameters.count)
        let v = numbers.normals(model.parameters.count)
        let mixed = sum(u.map { -0.7 * $0 }, 2.5, v)
        let products = replay.products([u, v, mixed])
        let scale = norm(u) * norm(products[1]) + norm(v) * norm(products[0])
        #expect(abs(dot(u, products[1]) - dot(v, products[0])) <= 1e-13 * scale)
        let expected = sum(products[0].map { -0.7 * $0 }, 2.5, products[1])
        #expect(norm(sum(products[2], -1, expected)) <= 1e-13 * (norm(products[0]) + norm(products[1])))
        #expect(products.allSatisfy { $0.allSatisfy(\.isFinite) })
    }

    @Test(arguments: PrimitiveCases.all)
    func areTheSameInSinglePrecision(model: ProgramModel) {
        let (double, single) = (Replay<Double>(model), Replay<Float>(model))
        // Both precisions get the same rounded parameters, so that rounding them does not count.
        let point = Vector<Float>(model.parameters).doubles
        let (a, b) = (double.evaluate(at: point), single.evaluate(at: point))
        #expect(abs(a.loss - b.loss) <= 1e-5 * (abs(a.loss) + 1e-3))
        #expect(norm(sum(a.gradient, -1, b.gradient)) <= 2e-5 * (norm(a.gradient) + 1e-3))
        var numbers = SplitMix(state: 4)
        let v = Vector<Float>(numbers.normals(point.count)).doubles
        let (x, y) = (double.products([v])[0], single.products([v])[0])
        #expect(norm(sum(x, -1, y)) <= 1e-4 * (norm(x) + 1e-3))
    }

    /// Directions, alternately random ones and axes.
    private static func directions(_ model: ProgramModel, _ numbers: inout SplitMix, _ count: Int) -> [[Double]] {
        let dimension = model.parameters.count
        return (0..<count).map { index in
            guard index % 2 == 1 else { return numbers.normals(dimension) }
            var axis = [Double](repeating: 0, count: dimension)
            axis[Int(numbers.next() % UInt64(dimension))] = 1
            return axis
        }
    }

    /// The derivative of `f` along a direction, by central differences of fourth order.
    private static func difference(_ point: [Double], _ direction: [Double], _ f: ([Double]) -> [Double]) -> [Double] {
        let h = 1e-3 / norm(direction)
        let near = sum(f(sum(point, h, direction)), -1, f(sum(point, -h, direction)))
        let far = sum(f(sum(point, 2 * h, direction)), -1, f(sum(point, -2 * h, direction)))
        return zip(near, far).map { (8 * $0 - $1) / (12 * h) }
    }
}
