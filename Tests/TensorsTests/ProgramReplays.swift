import TestSupport
import Testing

@testable import Tensors

/// A program's results do not depend on earlier calls, nor on the number of products computed at once.
@Suite struct ProgramReplays {
    @Test(arguments: PrimitiveCases.all)
    func giveTheSameBitsEachTime(model: ProgramModel) {
        let elsewhere = model.parameters.map { 0.5 - 1.5 * $0 }
        let vectors = Self.vectors(model, 5)
        let fresh = Replay<Double>(model)
        let expected = fresh.evaluate(at: model.parameters)
        let products = fresh.products(Array(vectors[..<2]))
        let used = Replay<Double>(model)
        // Calls with other directions at another point fill all memory with other numbers first.
        for count in [4, 1, 3, 5] {
            _ = used.evaluate(at: elsewhere)
            _ = used.products(Array(vectors[..<count]))
        }
        let again = used.evaluate(at: model.parameters)
        #expect(again.loss == expected.loss)
        #expect(again.gradient == expected.gradient)
        #expect(used.products(Array(vectors[..<2])) == products)
        #expect(used.products(Array(vectors[..<2])) == products)
        #expect(used.loss(at: model.parameters) == expected.loss)
    }

    @Test(arguments: PrimitiveCases.all)
    func giveTheSameProductsOneByOneAndTogether(model: ProgramModel) {
        let vectors = Self.vectors(model, 9)
        let replay = Replay<Double>(model, directions: 4)
        _ = replay.evaluate(at: model.parameters)
        let single = vectors.map { replay.products([$0])[0] }
        // Nine directions exceed the program's width of four, so there are two full passes and a partial one.
        for count in [2, 3, 4, 9] {
            for (one, together) in zip(single, replay.products(Array(vectors[..<count]))) {
                // Bits may differ, since matrix products of other shapes may add in another order.
                #expect(distance(together, one) <= 1e-14)
            }
        }
    }

    @Test(arguments: PrimitiveCases.all)
    func giveTheSameProductsWithEveryWidth(model: ProgramModel) {
        let vectors = Self.vectors(model, 7)
        let wide = Replay<Double>(model, directions: 16)
        _ = wide.evaluate(at: model.parameters)
        let expected = wide.products(vectors)
        for width in [1, 2, 3, 7] {
            let narrow = Replay<Double>(model, directions: width)
            _ = narrow.evaluate(at: model.parameters)
            for (a, b) in zip(expected, narrow.products(vectors)) { #expect(distance(a, b) <= 1e-14, "\(width)") }
        }
    }

    @Test func takeNewDataWithoutATraceOfTheOld() throws {
        for model in PrimitiveCases.all where !model.data.isEmpty {
            let used = Replay<Double>(model)
            let first = used.evaluate(at: model.parameters)
            for factor in [-2.0, 1] {
                for (node, values) in model.data {
                    let changed = Vector<Double>(values.map { factor * $0 })
                    withExtendedLifetime(changed) { used.program.set(node, to: changed.all) }
                }
                used.program.prepare()
                let now = used.evaluate(at: model.parameters)
                #expect((now.loss == first.loss) == (factor == 1), "\(model.testDescription)")
                #expect((now.gradient == first.gradient) == (factor == 1) || norm(first.gradient) == 0)
            }
        }
    }

    private static func vectors(_ model: ProgramModel, _ count: Int) -> [[Double]] {
        var numbers = SplitMix(state: 5)
        return (0..<count).map { _ in numbers.normals(model.parameters.count) }
    }
}
