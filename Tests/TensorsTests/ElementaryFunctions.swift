import Foundation
import Tensors
import TestSupport
import Testing

/// An elementary function of a block, and the C library's function of one element.
private struct Function: Sendable {
    var name: String
    /// The largest error in units of the last place, in double and in single precision.
    var bounds: (Double, Double)
    var exact: @Sendable (Double) -> Double
    var double: @Sendable (Block<Double>) -> Void
    var single: @Sendable (Block<Float>) -> Void
}

private let functions = [
    Function(name: "tanh", bounds: (3, 3), exact: { tanh($0) }, double: { $0.tanh() }, single: { $0.tanh() }),
    Function(
        name: "exp",
        bounds: (1.6, 1.1),
        exact: { exp($0) },
        double: { $0.setExponential(of: $0) },
        single: { $0.setExponential(of: $0) }
    ),
    Function(
        name: "sin",
        bounds: (1.6, 0.6),
        exact: { sin($0) },
        double: { $0.setSine(of: $0) },
        single: { $0.setSine(of: $0) }
    ),
    Function(
        name: "cos",
        bounds: (1.6, 0.6),
        exact: { cos($0) },
        double: { setCosine($0) },
        single: { setCosine($0) }
    ),
    Function(
        name: "gelu",
        // Half of the error is the reference's own, since its argument of erfc is rounded.
        bounds: (16, 0.6),
        exact: { $0 * erfc(-$0 * 0.5.squareRoot()) / 2 },
        double: { $0.setGELU(of: $0) },
        single: { $0.setGELU(of: $0) }
    ),
]

private func setCosine<S: Scalar>(_ block: Block<S>) {
    let sine = Vector<S>(count: block.count)
    sine.all.setSine(of: block, first: block)
}

extension Kernels {
    /// Elementary functions, compared with the C library, and with the same bits for every instruction set.
    @Suite struct ElementaryFunctions {
        /// The ranges of arguments.
        ///
        /// The rounding of erfc's argument is amplified by its slope; beyond 5 this hides the error of the kernel.
        private func ranges(of function: Function) -> [ClosedRange<Double>] {
            let near = [1e-300, 1e-8, 0.01, 0.2, 0.6, 1, 3].map { -$0...$0 }
            if function.name == "gelu" { return near + [0...38] }
            return near + [10, 25, 100].map { -$0...$0 } + [
                -745...709, 700...711, -750 ... -700, -1e4...1e4, -1e9...1e9,
            ]
        }

        private func error<S: Scalar>(_ found: S, _ exact: Double) -> Double {
            let rounded = S(exact)
            if found.isSame(as: rounded) { return 0 }
            guard found.isFinite, rounded.isFinite else { return .infinity }
            return abs(Double(found) - exact) / Double(max(abs(rounded).ulp, .leastNonzeroMagnitude))
        }

        private func check<S: Scalar>(
            _ function: Function,
            _ bound: Double,
            in range: ClosedRange<Double>,
            _ run: (Block<S>) -> Void
        ) {
            var baseline: [S] = []
            Kernels.withEveryLevel { level in
                var stream = SplitMix(state: 7)
                let arguments = (0..<1501).map { _ in S(stream.number(range)) }
                let results = Guarded(arguments, offset: 1)
                run(results.block)
                let worst = zip(results.values, arguments).map { error($0, function.exact(Double($1))) }.max() ?? 0
                #expect(worst <= bound, "\(function.name) in \(range), \(S.name): \(worst) units of the last place")
                #expect(results.isIntact)
                if level == 0 { baseline = results.values }
                #expect(zip(results.values, baseline).allSatisfy { $0.isSame(as: $1) }, "level \(level) has other bits")
            }
        }

        @Test(arguments: functions.indices)
        func areExactToAFewUnits(index: Int) {
            let function = functions[index]
            for range in ranges(of: function) {
                check(function, function.bounds.0, in: range, function.double)
                check(function, function.bounds.1, in: range, function.single)
            }
        }

        private func found<S: Scalar>(_ x: [S], _ run: (Block<S>) -> Void) -> [S] {
            let block = Guarded(x, offset: 0)
            run(block.block)
            return block.values
        }

        private func checkEdges<S: Scalar>(_ type: S.Type, _ runs: [(Block<S>) -> Void]) {
            let tiny = S.leastNonzeroMagnitude
            let huge = S.greatestFiniteMagnitude
            let x: [S] = [0, -0.0, tiny, -tiny, huge, -huge, .infinity, -.infinity, .nan]
            let expected: [[S]] = [
                [0, -0.0, tiny, -tiny, 1, -1, 1, -1, .nan],
                [1, 1, 1, 1, .infinity, 0, .infinity, 0, .nan],
                [0, -0.0, tiny, -tiny, S(sin(Double(huge))), S(sin(-Double(huge))), .nan, .nan, .nan],
                [1, 1, 1, 1, S(cos(Double(huge))), S(cos(Double(huge))), .nan, .nan, .nan],
                // Half of the least number is a tie between two numbers.
                [0, -0.0, 0, -tiny, huge, -0.0, .infinity, -0.0, .nan],
            ]
            for (index, run) in runs.enumerated() {
                let values = found(x, run)
                let isRight = zip(values, expected[index]).allSatisfy { $0.isSame(as: $1) }
                #expect(isRight, "\(functions[index].name) in \(S.name): \(values)")
            }
        }

        @Test func areRightAtTheEdges() {
            Kernels.withEveryLevel { _ in
                checkEdges(Double.self, functions.map(\.double))
                checkEdges(Float.self, functions.map(\.single))
            }
        }

        /// Central differences of the function and of its first derivative.
        @Test(arguments: [false, true])
        func giveTheirDerivatives(isSine: Bool) {
            let z = Vector<Double>((-60...60).map { Double($0) / 12 })
            let step = 1e-5
            func run(_ shift: Double) -> (y: [Double], first: [Double], second: [Double]) {
                let (y, bias) = (Vector<Double>(count: z.count), Vector<Double>(count: z.count))
                let (first, second) = (Vector<Double>(count: z.count), Vector<Double>(count: z.count))
                bias.all.fill(shift)
                if isSine {
                    y.all.setSine(of: z.all, adding: bias.all, first: first.all, second: second.all)
                } else {
                    y.all.setGELU(of: z.all, adding: bias.all, first: first.all, second: second.all)
                }
                return (y.doubles, first.doubles, second.doubles)
            }
            let (low, middle, high) = (run(-step), run(0), run(step))
            for i in 0..<z.count {
                let slope: Double = (high.y[i] - low.y[i]) / (2 * step)
                let bend: Double = (high.first[i] - low.first[i]) / (2 * step)
                #expect(abs(slope - middle.first[i]) < 1e-9)
                #expect(abs(bend - middle.second[i]) < 1e-9)
            }
        }

        /// The bias is added in every column of every row.
        @Test func addTheBias() {
            var stream = SplitMix(state: 8)
            let z = Vector<Double>((0..<60).map { _ in stream.number() })
            let bias = Vector<Double>((0..<20).map { _ in stream.number() })
            let sum = Vector<Double>((0..<60).map { z[$0] + bias[$0 % 20] })
            let y = Vector<Double>(z.doubles)
            y.all.tanh(adding: bias.all)
            sum.all.tanh()
            #expect(y.doubles == sum.doubles)
        }
    }
}
