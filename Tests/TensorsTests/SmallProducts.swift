import TestSupport
import Testing

@testable import Tensors

/// Products of small matrices and indexed gathers, compared with plain loops.
@Suite(.serialized) struct SmallProducts {
    private struct Case {
        let rows: Int, columns: Int, inner: Int
        let isLeftTransposed: Bool, isRightTransposed: Bool
        let beta: Double
    }

    private static let cases = [1, 2, 3, 7, 8, 9, 17].flatMap { rows in
        [1, 2, 5, 8, 16, 19].flatMap { columns in
            [1, 2, 3, 8, 11, 16].flatMap { inner in
                [(false, false), (true, false), (false, true)].flatMap { left, right in
                    [0.0, 1].map {
                        Case(
                            rows: rows,
                            columns: columns,
                            inner: inner,
                            isLeftTransposed: left,
                            isRightTransposed: right,
                            beta: $0
                        )
                    }
                }
            }
        }
    }

    /// Row strides are larger than rows, and the gaps between hold NaN.
    @Test(arguments: [Double.self, Float.self] as [any Scalar.Type])
    func equalPlainLoops(precision: any Scalar.Type) {
        func check<S: Scalar>(_: S.Type) {
            var random = SplitMix(state: 3)
            for one in Self.cases { self.check(one, S.self, &random) }
        }
        check(precision)
    }

    private func check<S: Scalar>(_ one: Case, _: S.Type, _ random: inout SplitMix) {
        let (a, left) = matrix(one.rows, one.inner, isTransposed: one.isLeftTransposed, S.self, &random)
        let (b, right) = matrix(one.inner, one.columns, isTransposed: one.isRightTransposed, S.self, &random)
        let (c, result) = matrix(one.rows, one.columns, isTransposed: false, S.self, &random)
        var wanted = [[Double]](repeating: Array(repeating: 0, count: one.columns), count: one.rows)
        for i in 0..<one.rows {
            for j in 0..<one.columns {
                var sum = 0.0
                for p in 0..<one.inner { sum += a[i][p] * b[p][j] }
                wanted[i][j] = 0.7 * sum + one.beta * c[i][j]
            }
        }
        if one.beta == 0 { for i in 0..<one.rows { for j in 0..<one.columns { result.set(i, j, .nan) } } }
        result.view.set(left.view, times: right.view, beta: one.beta, factor: 0.7)
        let tolerance = S.self == Double.self ? 1e-14 : 1e-5
        for i in 0..<one.rows {
            for j in 0..<one.columns { #expect(abs(result.get(i, j) - wanted[i][j]) < tolerance * 20) }
        }
    }

    /// A matrix in memory with gaps, and the view passed to the product.
    private final class Stored<S: Scalar> {
        let memory: Vector<S>
        let stride: Int
        let view: Matrix<S>

        init(rows: Int, columns: Int, isTransposed: Bool) {
            let (lines, length) = isTransposed ? (columns, rows) : (rows, columns)
            stride = length + 3
            memory = Vector(count: lines * stride)
            memory.all.fill(.nan)
            let plain = Matrix(memory.start, lines, length, stride: stride)
            view = isTransposed ? plain.transposed : plain
            self.isTransposed = isTransposed
        }

        private let isTransposed: Bool

        func set(_ row: Int, _ column: Int, _ value: Double) {
            memory[isTransposed ? column * stride + row : row * stride + column] = S(value)
        }

        func get(_ row: Int, _ column: Int) -> Double {
            Double(memory[isTransposed ? column * stride + row : row * stride + column])
        }
    }

    private func matrix<S: Scalar>(
        _ rows: Int,
        _ columns: Int,
        isTransposed: Bool,
        _: S.Type,
        _ random: inout SplitMix
    ) -> ([[Double]], Stored<S>) {
        let stored = Stored<S>(rows: rows, columns: columns, isTransposed: isTransposed)
        var values: [[Double]] = []
        for i in 0..<rows {
            values.append((0..<columns).map { _ in Double(S(random.number())) })
            for j in 0..<columns { stored.set(i, j, values[i][j]) }
        }
        return (values, stored)
    }

    @Test func namedElementsAreReadAndAddedInOrder() {
        let x = Vector<Double>([1, 2, 4, 8])
        let y = Vector<Double>(count: 5)
        y.all.setElements(of: x.all, at: [3, -1, 0, 3, 2])
        #expect(y.doubles == [8, 0, 1, 8, 4])
        x.all.addElements(y.all, at: [0, 1, -1, 0, 3])
        #expect(x.doubles == [17, 2, 4, 12])
        let means = Vector<Double>(count: 2)
        means.all.setMeans(of: x.all, at: [0, 1, 3, 3], size: 2)
        #expect(means.doubles == [9.5, 12])
        x.all.addShares(means.all, at: [0, 1, 3, 3], size: 2)
        #expect(x.doubles == [21.75, 6.75, 4, 24])
    }
}
