import Tensors
import TestSupport
import Testing

/// Matrices of one shape with everything an activation reads or writes: values, adjoints, tangents, bias and sums.
private struct Layer<S: Scalar> {
    let rows: Int, columns: Int
    let y, ydot, ybar, ybardot, zdot, first, second, result: Guarded<S>
    let bias, sums, o, odot, w, wdot: Guarded<S>
    private let before: [S]

    init(_ rows: Int, _ columns: Int, _ stream: inout SplitMix) {
        self.rows = rows
        self.columns = columns
        func fresh(_ count: Int) -> Guarded<S> {
            Guarded(values(count, special: false, &stream), offset: Int.random(in: 0..<17, using: &stream))
        }
        let count = rows * columns
        (y, ydot, ybar, ybardot) = (fresh(count), fresh(count), fresh(count), fresh(count))
        (zdot, first, second, result) = (fresh(count), fresh(count), fresh(count), fresh(count))
        (bias, sums, w, wdot) = (fresh(columns), fresh(columns), fresh(columns), fresh(columns))
        (o, odot) = (fresh(rows), fresh(rows))
        before = sums.values
    }

    /// Checks the result against a formula of index, row and column, and the sums against column sums by groups of 32
    /// rows.
    func check(_ name: String, into target: Guarded<S>? = nil, sums: Bool = false, _ formula: (Int, Int, Int) -> S) {
        let target = target ?? result
        let expected = (0..<rows * columns).map { formula($0, $0 / columns, $0 % columns) }
        #expect(target.values == expected, "\(name), \(rows) × \(columns) in \(S.name)")
        #expect(target.isIntact && self.sums.isIntact, "\(name) writes elsewhere")
        guard sums else { return #expect(self.sums.values == before) }
        var totals = accumulates ? before : [S](repeating: 0, count: columns)
        for group in stride(from: 0, to: rows, by: 32) {
            for column in 0..<columns {
                var part: S = 0
                for row in group..<min(group + 32, rows) { part += expected[row * columns + column] }
                totals[column] += part
            }
        }
        #expect(self.sums.values == totals, "sums of \(name), \(rows) × \(columns) in \(S.name)")
    }

    /// Whether this layer's sums are added to the values already there.
    var accumulates: Bool { columns % 2 == 0 }
}

/// The tested shapes: few rows and many, numbers of columns around the vectors' lengths, and wide ones.
private let shapes: [(Int, Int)] =
    someCounts[1...].map { (1 + $0 % 5, $0) } + [(0, 3), (100, 1), (100, 3), (67, 20), (3, 300)]

extension Kernels {
    /// Activations and their derivatives, compared with the same formulas element by element.
    @Suite struct BlockActivations {
        private func withLayers<S: Scalar>(_ type: S.Type, _ body: (Layer<S>) -> Void) {
            Kernels.withEveryLevel { _ in
                var stream = SplitMix(state: 5)
                for (rows, columns) in shapes {
                    body(Layer<S>(rows, columns, &stream))
                }
            }
        }

        private func checkBackward<S: Scalar>(_ type: S.Type) {
            withLayers(type) { layer in
                let (y, ybar) = (layer.y.values, layer.ybar.values)
                let formula = { (i: Int, _: Int, _: Int) -> S in ybar[i] * (1 - y[i] * y[i]) }
                layer.result.block.setTanhBackward(layer.ybar.block, at: layer.y.block)
                layer.check("tanh backward", formula)
                layer.result.block.setTanhBackward(
                    layer.ybar.block,
                    at: layer.y.block,
                    columnSums: layer.sums.block,
                    accumulate: layer.accumulates
                )
                layer.check("tanh backward with sums", sums: true, formula)
                layer.ybar.block.setTanhBackward(layer.ybar.block, at: layer.y.block)
                #expect(layer.ybar.values == layer.result.values)
            }
        }

        @Test func passAdjointsThroughTanh() {
            checkBackward(Double.self)
            checkBackward(Float.self)
        }

        private func checkTangents<S: Scalar>(_ type: S.Type) {
            withLayers(type) { layer in
                let (y, zdot, b) = (layer.y.values, layer.zdot.values, layer.bias.values)
                layer.result.block.setTanhTangent(layer.zdot.block, at: layer.y.block)
                layer.check("tanh tangent") { i, _, _ in (1 - y[i] * y[i]) * zdot[i] }
                layer.result.block.setTanhTangent(layer.zdot.block, addingRow: layer.bias.block, at: layer.y.block)
                layer.check("tanh tangent with bias") { i, _, c in (1 - y[i] * y[i]) * (zdot[i] + b[c]) }
                layer.result.block.setReluTangent(layer.zdot.block, addingRow: layer.bias.block, at: layer.y.block)
                layer.check("relu tangent") { i, _, c in y[i] > 0 ? zdot[i] + b[c] : 0 }
                let first = layer.first.values
                layer.result.block.setDerivativeTangent(
                    layer.zdot.block,
                    addingRow: layer.bias.block,
                    first: layer.first.block
                )
                layer.check("tangent") { i, _, c in first[i] * (zdot[i] + b[c]) }
                layer.check("tangent before", into: layer.zdot) { i, _, c in zdot[i] + b[c] }
            }
        }

        @Test func passTangents() {
            checkTangents(Double.self)
            checkTangents(Float.self)
        }

        private func checkTangentsOfAdjoints<S: Scalar>(_ type: S.Type) {
            withLayers(type) { layer in
                let (y, ydot, ybar, ybardot) = (
                    layer.y.values, layer.ydot.values, layer.ybar.values, layer.ybardot.values
                )
                let formula = { (i: Int, _: Int, _: Int) -> S in
                    let slope: S = (1 - y[i] * y[i]) * ybardot[i]
                    return slope - 2 * y[i] * ydot[i] * ybar[i]
                }
                layer.ybardot.block.setTanhBackwardTangent(
                    layer.ybardot.block,
                    layer.ybar.block,
                    at: layer.y.block,
                    layer.ydot.block,
                    columnSums: layer.sums.block,
                    accumulate: layer.accumulates
                )
                layer.check("tanh backward tangent", into: layer.ybardot, sums: true, formula)
            }
        }

        @Test func passTangentsOfAdjointsThroughTanh() {
            checkTangentsOfAdjoints(Double.self)
            checkTangentsOfAdjoints(Float.self)
        }

        private func checkOuter<S: Scalar>(_ type: S.Type) {
            withLayers(type) { layer in
                let (y, ydot) = (layer.y.values, layer.ydot.values)
                let (o, w, odot, wdot) = (layer.o.values, layer.w.values, layer.odot.values, layer.wdot.values)
                layer.result.block.setTanhBackward(outer: layer.o.block, layer.w.block, at: layer.y.block)
                layer.check("outer tanh backward") { i, r, c in w[c] * o[r] * (1 - y[i] * y[i]) }
                layer.result.block.setTanhBackwardTangent(
                    outer: layer.o.block,
                    layer.w.block,
                    tangents: layer.odot.block,
                    layer.wdot.block,
                    at: layer.y.block,
                    layer.ydot.block,
                    columnSums: layer.sums.block,
                    accumulate: layer.accumulates
                )
                layer.check("outer tanh backward tangent", sums: true) { i, r, c in
                    let (ybar, ybardot) = (w[c] * o[r], w[c] * odot[r] + wdot[c] * o[r])
                    let slope: S = (1 - y[i] * y[i]) * ybardot
                    return slope - 2 * y[i] * ydot[i] * ybar
                }
            }
        }

        @Test func passOuterProductsThroughTanh() {
            checkOuter(Double.self)
            checkOuter(Float.self)
        }

        private func checkDerivatives<S: Scalar>(_ type: S.Type) {
            withLayers(type) { layer in
                let (ybar, ybardot, zdot) = (layer.ybar.values, layer.ybardot.values, layer.zdot.values)
                let (first, second) = (layer.first.values, layer.second.values)
                layer.result.block.setDerivativeBackward(layer.ybar.block, first: layer.first.block)
                layer.check("backward") { i, _, _ in first[i] * ybar[i] }
                layer.result.block.setDerivativeBackwardTangent(
                    layer.ybardot.block,
                    layer.ybar.block,
                    zdot: layer.zdot.block,
                    first: layer.first.block,
                    second: layer.second.block,
                    columnSums: layer.sums.block,
                    accumulate: layer.accumulates
                )
                layer.check("backward tangent", sums: true) { i, _, _ in
                    first[i] * ybardot[i] + second[i] * zdot[i] * ybar[i]
                }
            }
        }

        @Test func passThroughStoredDerivatives() {
            checkDerivatives(Double.self)
            checkDerivatives(Float.self)
        }

        private func checkRows<S: Scalar>(_ type: S.Type) {
            withLayers(type) { layer in
                let (y, ybar, zdot, b) = (layer.y.values, layer.ybar.values, layer.zdot.values, layer.bias.values)
                layer.result.block.setReluBackward(layer.ybar.block, at: layer.y.block)
                layer.check("relu backward") { i, _, _ in y[i] > 0 ? ybar[i] : 0 }
                layer.zdot.block.addRow(layer.bias.block)
                layer.check("bias", into: layer.zdot) { i, _, c in zdot[i] + b[c] }
                layer.y.block.relu(adding: layer.bias.block)
                layer.check("relu", into: layer.y) { i, _, c in max(y[i] + b[c], 0) }
                layer.sums.block.setColumnSums(of: layer.ybar.block, accumulate: layer.accumulates)
                layer.check("column sums", into: layer.ybar, sums: true) { i, _, _ in ybar[i] }
            }
        }

        @Test func addRowsAndSumColumns() {
            checkRows(Double.self)
            checkRows(Float.self)
        }
    }
}
