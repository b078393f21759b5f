import Tensors
import TestSupport
import Testing

/// An operation on three blocks, and its formula for each element.
private struct Operation<S: Scalar>: Sendable {
    var name: String
    var run: @Sendable (Block<S>, Block<S>, Block<S>) -> Void
    var formula: @Sendable (S, S, S) -> S

    init(
        _ name: String,
        _ run: @escaping @Sendable (Block<S>, Block<S>, Block<S>) -> Void,
        _ formula: @escaping @Sendable (S, S, S) -> S
    ) {
        self.name = name
        self.run = run
        self.formula = formula
    }
}

/// Every elementwise operation; s is the block that is written, x and y are its arguments.
private func operations<S: Scalar>(_ type: S.Type) -> [Operation<S>] {
    let (a, b, w, e) = (S(1.3), S(-0.7), S(0.1), S(1e-8))
    return [
        Operation("fill", { s, _, _ in s.fill(1.3) }, { _, _, _ in a }),
        Operation("copy", { s, x, _ in s.copy(from: x) }, { _, x, _ in x }),
        Operation("convert", { s, x, _ in s.convert(from: x) }, { _, x, _ in x }),
        Operation("scale", { s, _, _ in s.scale(by: 1.3) }, { s, _, _ in s * a }),
        Operation("add", { s, x, _ in s.add(x, times: 1.3) }, { s, x, _ in s + x * a }),
        Operation("add once", { s, x, _ in s.add(x) }, { s, x, _ in s + x }),
        Operation("add number", { s, _, _ in s.add(-0.7) }, { s, _, _ in s + b }),
        Operation("combine", { s, x, y in s.combine(1.3, x, -0.7, y) }, { _, x, y in x * a + y * b }),
        Operation("interpolate", { s, x, _ in s.interpolate(to: x, weight: 0.1) }, { s, x, _ in s + (x - s) * w }),
        Operation(
            "interpolate far",
            { s, x, _ in s.interpolate(to: x, weight: 1.3) },
            { s, x, _ in x - (x - s) * (1 - a) }
        ),
        Operation("decay", { s, x, _ in s.decay(by: 1.3, adding: x, times: 0.1) }, { s, x, _ in s * a + x * w }),
        Operation(
            "decay square",
            { s, x, _ in s.decay(by: 1.3, addingSquareOf: x, times: 0.1) },
            { s, x, _ in s * a + (x * w) * x }
        ),
        Operation(
            "decay square of difference",
            { s, x, y in s.decay(by: 1.3, addingSquareOf: x, minus: y, times: 0.1) },
            { s, x, y in s * a + ((x - y) * w) * (x - y) }
        ),
        Operation(
            "root",
            { s, x, _ in s.setRoot(of: x, over: 1.3, plus: 1e-8) },
            { _, x, _ in x.squareRoot() * (1 / a) + e }
        ),
        Operation("root over 1", { s, x, _ in s.setRoot(of: x, plus: 1e-8) }, { _, x, _ in x.squareRoot() + e }),
        Operation(
            "root of sum",
            { s, x, _ in s.setRoot(of: x, plusInside: 1e-8) },
            { _, x, _ in (x + e).squareRoot() }
        ),
        Operation("subtract", { s, x, y in s.subtract(1.3, times: x, over: y) }, { s, x, y in s - x / y * a }),
        Operation("multiply", { s, x, _ in s.multiply(by: x) }, { s, x, _ in s * x }),
        Operation("divide", { s, x, _ in s.divide(by: x) }, { s, x, _ in s / x }),
        Operation("product", { s, x, y in s.setProduct(x, y) }, { _, x, y in x * y }),
        Operation("add product", { s, x, y in s.addProduct(x, y, times: 1.3) }, { s, x, y in s + x * y * a }),
        Operation("quotient", { s, x, y in s.setQuotient(x, y) }, { _, x, y in x / y }),
        Operation("maximum", { s, x, y in s.setMaximum(x, y) }, { _, x, y in x.isNaN || x > y ? x : y }),
        Operation("floor", { s, _, _ in s.floor(at: 0.1) }, { s, _, _ in s < w ? w : s }),
        Operation("clamp", { s, _, _ in s.clamp(-0.7, 1.3) }, { s, _, _ in s < b ? b : s > a ? a : s }),
        Operation("sign", { s, x, _ in s.setSign(of: x) }, { _, x, _ in x > 0 ? 1 : x < 0 ? -1 : x }),
        Operation("magnitude", { s, x, _ in s.setMagnitude(of: x) }, { _, x, _ in abs(x) }),
        Operation("square", { s, _, _ in s.square() }, { s, _, _ in s * s }),
        Operation("reciprocal", { s, _, _ in s.reciprocal() }, { s, _, _ in 1 / s }),
    ]
}

extension Kernels {
    /// Elementwise operations, compared bit by bit.
    @Suite struct BlockElements {
        private func check<S: Scalar>(_ operation: Operation<S>, count: Int, aliasing: Int, _ stream: inout SplitMix) {
            func fresh() -> Guarded<S> {
                Guarded(values(count, special: true, &stream), offset: Int.random(in: 0..<17, using: &stream))
            }
            let s = fresh()
            let x = aliasing & 1 != 0 ? s : fresh()
            let y = aliasing & 2 != 0 ? s : fresh()
            let (old, left, right) = (s.values, x.values, y.values)
            operation.run(s.block, x.block, y.block)
            let expected = (0..<count).map { operation.formula(old[$0], left[$0], right[$0]) }
            let isRight = zip(s.values, expected).allSatisfy { $0.isSame(as: $1) }
            #expect(isRight, "\(operation.name) of \(count) in \(S.name): \(s.values) for \(expected)")
            #expect(s.isIntact && x.isIntact && y.isIntact, "\(operation.name) of \(count) writes elsewhere")
        }

        private func checkAll<S: Scalar>(_ type: S.Type) {
            Kernels.withEveryLevel { _ in
                var stream = SplitMix(state: 1)
                for operation in operations(type) {
                    for count in someCounts { check(operation, count: count, aliasing: count % 4, &stream) }
                }
            }
        }

        @Test func followTheirFormulasWithEveryInstructionSet() {
            checkAll(Double.self)
            checkAll(Float.self)
        }

        @Test func convertBetweenPrecisions() {
            Kernels.withEveryLevel { _ in
                var stream = SplitMix(state: 2)
                for count in 0...70 {
                    let wide: [Double] = values(count, special: true, &stream)
                    let (source, narrow, back) = (
                        Guarded(wide, offset: 3), Vector<Float>(count: count), Vector<Double>(wide)
                    )
                    narrow.all.convert(from: source.block)
                    #expect((0..<count).allSatisfy { narrow[$0].isSame(as: Float(wide[$0])) })
                    back.all.convert(from: narrow.all)
                    #expect((0..<count).allSatisfy { back[$0].isSame(as: Double(narrow[$0])) })
                }
            }
        }

        @Test(arguments: [0, 1, 1023, 1024, 1025, 5000])
        func coverAFlatRangeInPieces(count: Int) {
            var pieces: [Range<Int>] = []
            forEachBlock(of: count) { pieces.append($0) }
            #expect(pieces.flatMap { Array($0) } == Array(0..<count))
            #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= 1024 })
        }
    }
}
