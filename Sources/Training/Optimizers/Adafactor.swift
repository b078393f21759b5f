public import Settings
public import Tensors

/// Adafactor (Shazeer and Stern 2018) by PyTorch's rule and defaults: the second moment of a matrix from its row and
/// column means.
///
/// For each tensor: w = t^decay; ρ = min(η, 1/√t); α = max(eps2, RMS(θ))·ρ. A vector has v ← v + w·(g² − v). For a
/// tensor of two or more dimensions, every matrix of the last two has means R of g² over its rows and C over its
/// columns, updated in the same way, and V = R·C/mean(R). With U = g/√max(V, eps1²) the step is θ ← θ − α·U/max(1,
/// RMS(U)/d). PyTorch's `eps1: None`, which means the precision's own, is written 0.
///
/// The state's second moment is V. `extra[0]` holds each tensor's R and C, matrix by matrix; `extra[1]` has room for
/// one column mean. `scalars` are the factors α/(η·max(1, RMS(U)/d)) of the last step, one for each tensor.
public struct Adafactor: Optimizer {
    public static let name = "adafactor"
    public static let summary = "A second moment from row and column means, steps in proportion to the parameters."
    public static let settings: [Setting<Adafactor>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η, an upper bound of the relative step."),
        Setting(
            "beta2_decay",
            \.decay,
            in: Bounds(low: -.infinity, includesLow: false, high: 0, includesHigh: true),
            "The exponent of the weight t^decay of a new square in the mean."
        ),
        Setting(
            "eps1",
            \.floor,
            in: .nonnegative,
            "The least √V; 0 stands for the precision's own, 2.2e-16 or 1.2e-7."
        ),
        Setting("eps2", \.leastScale, in: .nonnegative, "The least RMS(θ) that scales the step."),
        Setting(
            "d",
            \.clip,
            in: Bounds(low: 1, includesLow: true, high: .infinity, includesHigh: false),
            "The clipping threshold of RMS(U)."
        ),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "Shrinks θ by η·wd before the step."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-2
    /// The exponent of the weight of a new square.
    public var decay = -0.8
    /// The minimal √V.
    public var floor = 0.0
    /// The minimal RMS(θ) that scales the step.
    public var leastScale = 1e-3
    /// The clipping threshold d.
    public var clip = 1.0
    /// The decoupled weight decay.
    public var weightDecay = 0.0
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        let factors = layout.slices.reduce(0) { $0 + MatrixStack($1).factorCount }
        let widest = layout.slices.reduce(0) { max($0, MatrixStack($1).columns) }
        return OptimizerState(layout, extra: [factors, widest], scalars: layout.slices.map { _ in 0 })
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        state.step += 1
        let weight = power(Double(state.step), decay)
        let relativeRate = min(1, 1 / (learningRate * Double(state.step).squareRoot()))
        var factors = 0
        for index in state.layout.slices.indices {
            let range = state.layout.slices[index].range
            let stack = MatrixStack(state.layout.slices[index])
            let size = (parameters[range].sumOfSquares / Double(range.count)).squareRoot()
            if weightDecay != 0 { parameters[range].scale(by: 1 - learningRate * weightDecay) }
            if stack.isFactored {
                for matrix in 0..<stack.matrices {
                    let start = range.lowerBound + matrix * stack.rows * stack.columns
                    estimate(
                        state,
                        gradient[start..<start + stack.rows * stack.columns],
                        at: start,
                        stack,
                        factors,
                        weight
                    )
                    factors += stack.rows + stack.columns
                }
            } else {
                forEachBlock(in: range) { piece in
                    let square = state.block(0, piece.count)
                    square.setProduct(gradient[piece], gradient[piece])
                    state.second[piece].interpolate(to: square, weight: weight)
                }
            }
            let factor = max(leastScale, size) * relativeRate
            state.scalars[index] = step(state, parameters, gradient: gradient, in: range, factor: factor)
        }
    }

    /// Updates R and C of one matrix and writes V.
    private func estimate<S: Scalar>(
        _ state: OptimizerState<S>,
        _ gradient: Block<S>,
        at start: Int,
        _ stack: MatrixStack,
        _ offset: Int,
        _ weight: Double
    ) {
        let (rows, columns) = (stack.rows, stack.columns)
        let rowMeans = state.extra[0][offset..<offset + rows]
        let columnMeans = state.extra[0][offset + rows..<offset + rows + columns]
        let squares = state.extra[1][0..<columns]
        squares.fill(0)
        for row in 0..<rows {
            let part = gradient[row * columns..<(row + 1) * columns]
            let mean = rowMeans[row..<row + 1]
            let square = state.block(0, 1)
            square.fill(part.sumOfSquares / Double(columns))
            mean.interpolate(to: square, weight: weight)
            squares.decay(by: 1, addingSquareOf: part, times: 1)
        }
        squares.divide(by: Double(rows))
        columnMeans.interpolate(to: squares, weight: weight)
        let mean = max(rowMeans.sum / Double(rows), rootFloor(S.self))
        for row in 0..<rows {
            let part = state.second[start + row * columns..<start + (row + 1) * columns]
            part.copy(from: columnMeans)
            part.scale(by: rowMeans[row..<row + 1].sum / mean)
        }
    }

    /// Moves one tensor and returns its factor of the step.
    private func step<S: Scalar>(
        _ state: OptimizerState<S>,
        _ parameters: Vector<S>,
        gradient: Vector<S>,
        in range: Range<Int>,
        factor: Double
    ) -> Double {
        var square = 0.0
        forEachBlock(in: range) { piece in
            let update = state.block(0, piece.count)
            setRoot(update, state.second[piece])
            update.setQuotient(gradient[piece], update)
            square += update.sumOfSquares
        }
        let clipped = factor / max(1, (square / Double(range.count)).squareRoot() / clip)
        forEachBlock(in: range) { piece in
            let root = state.block(0, piece.count)
            setRoot(root, state.second[piece])
            parameters[piece].subtract(direction * learningRate * clipped, times: gradient[piece], over: root)
        }
        return clipped
    }

    /// √max(V, eps1²).
    private func setRoot<S: Scalar>(_ root: Block<S>, _ second: Block<S>) {
        let least = rootFloor(S.self)
        root.copy(from: second)
        root.floor(at: least * least)
        root.setRoot(of: root, plus: 0)
    }

    private func rootFloor<S: Scalar>(_ precision: S.Type) -> Double { floor > 0 ? floor : Double(S.ulpOfOne) }

    /// D = α/(η·max(1, RMS(U)/d))/√max(V, eps1²), so that the step is −η·D·g.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        let least = rootFloor(S.self)
        diagonal.all.convert(from: state.second.all)
        diagonal.all.floor(at: least * least)
        diagonal.all.setRoot(of: diagonal.all, plus: 0)
        diagonal.all.reciprocal()
        for index in state.layout.slices.indices {
            diagonal[state.layout.slices[index].range].scale(by: state.scalars[index])
        }
        return true
    }

    /// V, a mean without bias.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        return true
    }

    /// 1 − t^decay, which rises from 0 towards 1.
    public func secondMomentDecay(at step: Int) -> Double? { 1 - power(Double(step), decay) }
}

/// A tensor as a sequence of matrices of its last two extents; a vector has none.
struct MatrixStack {
    /// Whether it has two or more extents.
    let isFactored: Bool
    let matrices: Int, rows: Int, columns: Int

    init(_ slice: ParameterLayout.Slice) {
        isFactored = slice.shape.count > 1
        columns = isFactored ? slice.shape[slice.shape.count - 1] : 0
        rows = isFactored ? slice.shape[slice.shape.count - 2] : 0
        matrices = rows * columns > 0 ? slice.count / (rows * columns) : 0
    }

    /// The number of row and column means.
    var factorCount: Int { matrices * (rows + columns) }
}
