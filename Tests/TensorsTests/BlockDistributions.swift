import Foundation
import Tensors
import TestSupport
import Testing

extension Kernels {
    /// Operations on rows as probability distributions.
    @Suite struct BlockDistributions {
        private func vector(_ count: Int, _ stream: inout SplitMix) -> Vector<Double> {
            Vector((0..<count).map { _ in stream.number() })
        }

        private func softmax(_ z: [Double], columns: Int, causal: Bool) -> [Double] {
            (0..<z.count).map { place in
                let (row, column) = (place / columns, place % columns)
                let used = causal ? row % columns + 1 : columns
                let terms = (0..<used).map { exp(z[row * columns + $0]) }
                return column < used ? terms[column] / terms.reduce(0, +) : 0
            }
        }

        private func checkSoftmax<S: Scalar>(_ type: S.Type) {
            var baseline: [[S]] = []
            Kernels.withEveryLevel { level in
                var stream = SplitMix(state: 11)
                var all: [[S]] = []
                for columns in someCounts[1...26] {
                    for causal in [false, true] {
                        let z = Guarded<S>(values(2 * columns * columns, special: false, &stream), offset: columns % 7)
                        let y = Guarded<S>(z.values, offset: 3)
                        let sums = Guarded<S>([S](repeating: 0, count: 2 * columns), offset: 2)
                        y.block.setSoftmax(of: z.block, columns: columns, causal: causal)
                        sums.block.setLogSumExp(ofRowsOf: z.block)
                        let expected = softmax(z.values.map(Double.init), columns: columns, causal: causal)
                        let tolerance = Double(S.ulpOfOne) * 8
                        #expect(zip(y.values, expected).allSatisfy { abs(Double($0) - $1) <= tolerance })
                        for row in 0..<2 * columns {
                            let terms = (0..<columns).map { exp(Double(z.block[row * columns + $0])) }
                            #expect(abs(Double(sums.block[row]) - log(terms.reduce(0, +))) <= tolerance * 8)
                        }
                        #expect(y.isIntact && z.isIntact && sums.isIntact)
                        all += [y.values, sums.values]
                    }
                }
                if level == 0 { baseline = all }
                #expect(all == baseline, "level \(level) has other bits")
            }
        }

        @Test func sumToOneAlsoWhereRowsSeeOnlyWhatIsBefore() {
            checkSoftmax(Double.self)
            checkSoftmax(Float.self)
        }

        @Test func survivesHugeAndInfiniteScores() {
            let z = Vector<Double>([1000, 1000, -1000, 0, -.infinity, -1000])
            let sums = Vector<Double>(count: 2)
            sums.all.setLogSumExp(ofRowsOf: z.all)
            #expect(sums.doubles == [1000 + log(2), 0])
            z.all.setSoftmax(of: z.all, columns: 3)
            #expect(z.doubles == [0.5, 0.5, 0, 1, 0, 0])
            let none = Vector<Double>([-.infinity, -.infinity])
            sums[0..<1].setLogSumExp(ofRowsOf: none.all)
            #expect(sums[0] == -.infinity)
        }

        /// The tangent is the limit of differences, and the adjoint is its transpose.
        @Test(arguments: [false, true])
        func haveTheirDerivatives(causal: Bool) {
            var stream = SplitMix(state: 12)
            let (columns, step) = (9, 1e-5)
            let count = columns * columns
            let (z, zdot, ybar, ybardot) = (
                vector(count, &stream), vector(count, &stream), vector(count, &stream), vector(count, &stream)
            )
            func at(_ shift: Double) -> (y: Vector<Double>, zbar: Vector<Double>) {
                let (y, zbar, moved) = (
                    Vector<Double>(count: count), Vector<Double>(count: count), vectors(ybar, ybardot, shift)
                )
                y.all.combine(1, z.all, shift, zdot.all)
                y.all.setSoftmax(of: y.all, columns: columns, causal: causal)
                zbar.all.setSoftmaxDerivative(moved.all, at: y.all, columns: columns)
                return (y, zbar)
            }
            let (low, middle, high) = (at(-step), at(0), at(step))
            let (ydot, zbardot) = (Vector<Double>(count: count), Vector<Double>(count: count))
            ydot.all.setSoftmaxDerivative(zdot.all, at: middle.y.all, columns: columns)
            zbardot.all.setSoftmaxBackwardTangent(ybardot.all, ybar.all, at: middle.y.all, ydot.all, columns: columns)
            for i in 0..<count {
                let tangent: Double = (high.y[i] - low.y[i]) / (2 * step)
                let adjointTangent: Double = (high.zbar[i] - low.zbar[i]) / (2 * step)
                #expect(abs(tangent - ydot[i]) < 1e-9)
                #expect(abs(adjointTangent - zbardot[i]) < 1e-9)
            }
            #expect(abs(ybar.all.dot(ydot.all) - middle.zbar.all.dot(zdot.all)) < 1e-13)
        }

        private func vectors(_ x: Vector<Double>, _ y: Vector<Double>, _ shift: Double) -> Vector<Double> {
            let sum = Vector<Double>(count: x.count)
            sum.all.combine(1, x.all, shift, y.all)
            return sum
        }
    }
}
