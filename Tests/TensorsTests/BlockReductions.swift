import Tensors
import TestSupport
import Testing

extension Kernels {
    /// Reductions, compared bit by bit with plain sums in the same order.
    @Suite struct BlockReductions {
        private func all<S: Scalar>(_ s: Block<S>, _ x: Block<S>) -> [Double] {
            [
                s.sum, s.sumOfSquares, s.dot(x), s.sumOfSquares(ofDifference: x), s.maximumMagnitude, s.minimum,
                s.isFinite ? 1 : 0,
            ]
        }

        /// A sum over 32 lanes, with element i in lane i mod 32, whose lanes are then added by halving.
        private func sum(_ terms: [Double]) -> Double {
            var lanes = [Double](repeating: 0, count: 32)
            for (i, term) in terms.enumerated() { lanes[i % 32] += term }
            while lanes.count > 1 { lanes = (0..<lanes.count / 2).map { lanes[$0] + lanes[$0 + lanes.count / 2] } }
            return lanes[0]
        }

        private func plain(_ s: [Double], _ x: [Double]) -> [Double] {
            let pairs = zip(s, x)
            return [
                sum(s), sum(s.map { $0 * $0 }), sum(pairs.map { $0 * $1 }), sum(pairs.map { ($0 - $1) * ($0 - $1) }),
                s.reduce(0) { max($0, abs($1)) }, s.reduce(.infinity) { min($0, $1) }, 1,
            ]
        }

        private func checkSums<S: Scalar>(_ type: S.Type) {
            Kernels.withEveryLevel { _ in
                var stream = SplitMix(state: 3)
                for count in Array(0...70) + [1000, 4097] {
                    let s = Guarded<S>(values(count, special: false, &stream), offset: count % 17)
                    let x = Guarded<S>(values(count, special: false, &stream), offset: count % 7)
                    let expected = plain(s.values.map(Double.init), x.values.map(Double.init))
                    #expect(all(s.block, x.block) == expected, "\(count) elements of \(S.name)")
                }
            }
        }

        @Test func equalPlainSumsWithEveryInstructionSet() {
            checkSums(Double.self)
            checkSums(Float.self)
        }

        private func checkFaults<S: Scalar>(_ type: S.Type) {
            Kernels.withEveryLevel { _ in
                for count in 1...70 {
                    for fault in [S.nan, .infinity, -.infinity] {
                        for place in [0, count / 2, count - 1] {
                            let s = Guarded([S](repeating: 1, count: count), offset: 1)
                            s.block[place] = fault
                            #expect(!s.block.isFinite)
                            #expect(s.block.maximumMagnitude.isSame(as: Double(abs(fault))))
                            let least = fault == .infinity ? (count == 1 ? fault : 1) : fault
                            #expect(s.block.minimum.isSame(as: Double(least)))
                            #expect(s.block.sum.isSame(as: Double(fault)))
                        }
                    }
                }
            }
        }

        @Test func showEveryFault() {
            checkFaults(Double.self)
            checkFaults(Float.self)
        }

        /// A sum accumulated in single precision would stay at 2²⁴.
        @Test func accumulateInDouble() {
            let s = Vector<Float>(count: 20_000_000)
            s.all.fill(1)
            #expect(s.all.sum == 2e7)
            #expect(s.all.sumOfSquares == 2e7)
        }
    }
}
