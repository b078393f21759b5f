public import Settings
public import Tensors

/// Muon (Jordan 2024) by PyTorch's rule and defaults: an orthogonalized momentum for matrices, Adam for the rest.
///
/// For weights with two extents: b ← b + (1 − μ)(g − b); u = b, or g + μ(b − g) with Nesterov; O is u with all its
/// singular values brought near 1 by a Newton–Schulz iteration; θ ← (1 − η·wd)·θ − η·s·O, where s = √max(1,
/// outputs/inputs), or 0.2·√max(outputs, inputs) with `adjust: match_rms_adamw`. PyTorch iterates in bfloat16, this
/// code in the run's own precision, so the two agree only to the accuracy of bfloat16.
///
/// All other tensors, including embeddings, take ``Adam``'s step with the same η and their own weight decay. optax
/// does the same, but looks ahead there too; PyTorch's Muon accepts matrices only. An orthogonalized step is not a
/// diagonal times the gradient, so there is no D.
public struct Muon: Optimizer {
    public static let name = "muon"
    public static let summary = "An orthogonalized momentum for weight matrices, Adam for the rest."
    /// The scale of a matrix's step as a function of its extents.
    public enum Adjustment: String, Sendable, CaseIterable {
        /// √max(1, outputs/inputs).
        case original
        /// 0.2·√max(outputs, inputs).
        case matchRMSAdamW = "match_rms_adamw"
    }

    public static let settings: [Setting<Muon>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "Shrinks matrices by η·wd."),
        Setting("momentum", \.momentum, in: .decay, "The decay rate μ of the matrices' momentum, per step."),
        Setting("nesterov", \.isNesterov, "Whether the step looks ahead along the momentum."),
        Setting("ns_steps", \.iterations, in: 0...99, "How often the Newton–Schulz iteration is repeated."),
        Setting(
            "eps",
            \.epsilon,
            in: .nonnegative,
            "The least Frobenius norm by which the iteration divides at first."
        ),
        Setting("adjust", \.adjustment, "How the step is scaled with a matrix's extents."),
        Setting("adam_beta1", \.adam.shared.beta1, in: .decay, "Adam's β1 for the tensors that are no matrices."),
        Setting("adam_beta2", \.adam.shared.beta2, in: .decay, "Adam's β2 for the tensors that are no matrices."),
        Setting("adam_eps", \.adam.shared.epsilon, in: .nonnegative, "Adam's ε for the tensors that are no matrices."),
        Setting(
            "adam_weight_decay",
            \.adam.shared.weightDecay,
            in: .nonnegative,
            "Shrinks the tensors that are no matrices by η·wd."
        ),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    /// The learning rate η, for both parts.
    public var learningRate: Double {
        get { adam.learningRate }
        set { adam.learningRate = newValue }
    }
    /// The decoupled weight decay of matrices.
    public var weightDecay = 0.1
    /// The decay rate μ.
    public var momentum = 0.95
    /// Whether the step looks ahead.
    public var isNesterov = true
    /// The number of iterations.
    public var iterations = 5
    /// The minimal norm by which the iteration divides.
    public var epsilon = 1e-7
    /// The scale of a matrix's step as a function of its extents.
    public var adjustment = Adjustment.original
    /// The optimizer for all tensors that are not matrices.
    public var adam = Adam()
    /// Whether the loss is maximized.
    public var maximizes: Bool {
        get { adam.maximizes }
        set { adam.maximizes = newValue }
    }

    public init() { adam.decouplesWeightDecay = true }

    public var direction: Double { adam.direction }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        let widest = layout.slices.filter(Self.isMatrix).reduce(0) {
            max($0, $1.count + NewtonSchulz<S>.workspace(rows: $1.shape[0], columns: $1.shape[1]))
        }
        return OptimizerState(layout, extra: [0, widest], scalars: [0, 1])
    }

    /// Adam's β2; matrices have no second moment.
    public func secondMomentDecay(at step: Int) -> Double? { adam.secondMomentDecay(at: step) }

    /// Whether a tensor is orthogonalized: weights with two extents are.
    private static func isMatrix(_ slice: ParameterLayout.Slice) -> Bool {
        slice.role == .weight && slice.shape.count == 2
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let movesSecond = adam.begin(state)
        for index in state.layout.slices.indices {
            let slice = state.layout.slices[index]
            if Self.isMatrix(slice) {
                step(state, parameters[slice.range], gradient[slice.range], slice)
            } else {
                adam.advance(state, parameters, gradient: gradient, in: slice.range, movesSecond: movesSecond)
            }
        }
    }

    /// Moves one matrix.
    private func step<S: Scalar>(
        _ state: OptimizerState<S>,
        _ theta: Block<S>,
        _ gradient: Block<S>,
        _ slice: ParameterLayout.Slice
    ) {
        let (rows, columns) = (slice.shape[0], slice.shape[1])
        let buffer = state.first[slice.range]
        let update = state.extra[1][0..<slice.count]
        let workspace = state.extra[1][slice.count..<state.extra[1].count]
        update.copy(from: gradient)
        if direction != 1 { update.scale(by: direction) }
        buffer.interpolate(to: update, weight: 1 - momentum)
        if isNesterov { update.interpolate(to: buffer, weight: momentum) } else { update.copy(from: buffer) }
        NewtonSchulz(rows: rows, columns: columns, in: workspace).run(on: update, steps: iterations, epsilon: epsilon)
        theta.scale(by: 1 - learningRate * weightDecay)
        theta.add(update, times: -learningRate * scale(rows, columns))
    }

    private func scale(_ rows: Int, _ columns: Int) -> Double {
        switch adjustment {
        case .original: max(1, Double(rows) / Double(columns)).squareRoot()
        case .matchRMSAdamW: 0.2 * Double(max(rows, columns)).squareRoot()
        }
    }
}
