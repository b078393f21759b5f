import Settings
public import Tensors

/// The settings shared by Adam and its variants: a mean of gradients m, divided by the root of a mean of their
/// squares v.
///
/// Each variant has one of these as its `shared`, whose members are available as the variant's own.
public struct AdamSettings: Sendable, Hashable {
    /// The learning rate η.
    public var learningRate = 1e-3
    /// The decay rate β1 of the first moment.
    public var beta1 = 0.9
    /// The decay rate β2 of the second moment.
    public var beta2 = 0.999
    /// The constant ε.
    public var epsilon = 1e-8
    /// Whether ε is inside the root, √(v̂ + ε), instead of √v̂ + ε.
    public var hasEpsilonInside = false
    /// A lower limit of v̂ in the denominator, elementwise; 0 for none.
    public var floor = 0.0
    /// The weight decay.
    public var weightDecay = 0.0
    /// Whether weight decay is decoupled from the gradient.
    public var decouplesWeightDecay = false
    /// Whether the loss is maximized.
    public var maximizes = false
    /// Whether coordinates whose gradient is exactly zero are not updated.
    public var isLazy = false
    /// Whether v and its bias correction are frozen.
    public var freezesSecond = false
    /// Whether the bias of m is corrected.
    ///
    /// Only AMSGrad in its authors' form leaves it.
    var correctsFirst = true
    /// Whether the bias of v is corrected.
    public var correctsSecond = true

    /// PyTorch's defaults of Adam, with another learning rate or ε if a variant has one.
    init(learningRate: Double = 1e-3, epsilon: Double = 1e-8) {
        self.learningRate = learningRate
        self.epsilon = epsilon
    }
}

/// An optimizer of Adam's family.
///
/// Its state has in `scalars` the number of updates of v, which a frozen v does not count, and the product of NAdam's
/// momenta. It has in `extra` the largest v so far, for AMSGrad. One form of state serves all, so that a run may
/// change from one variant to another.
@dynamicMemberLookup
public protocol AdamFamily: Optimizer {
    /// The settings of the whole family.
    var shared: AdamSettings { get set }
}

extension AdamFamily {
    /// The shared settings as members of the variant.
    public subscript<Member>(dynamicMember member: WritableKeyPath<AdamSettings, Member>) -> Member {
        get { shared[keyPath: member] }
        set { shared[keyPath: member] = newValue }
    }

    public var learningRate: Double {
        get { shared.learningRate }
        set { shared.learningRate = newValue }
    }

    public var direction: Double { shared.maximizes ? -1 : 1 }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout, extra: [layout.count], scalars: [0, 1])
    }

    /// c = (1 − β1)/((1 + β1)(1 − β1ᵗ)), equation 7 of Bai and others (2025).
    ///
    /// It is (1 − β1)/(1 + β1) when the bias of m is not corrected.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double {
        (1 - shared.beta1) / (1 + shared.beta1) / firstCorrection(state)
    }

    /// v̂ = v/(1 − β2ᵗ), or v when its bias is not corrected; without the lower limit.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        moment.all.divide(by: secondCorrection(state))
        return true
    }

    /// β2, or 1 for a frozen v; for a lazy variant, of coordinates with a gradient.
    public func secondMomentDecay(at step: Int) -> Double? { shared.freezesSecond ? 1 : shared.beta2 }
}

/// The settings by name, which each variant lists in the order of its table.
extension AdamFamily {
    static var rates: [Setting<Self>] {
        [
            Setting("lr", \.shared.learningRate, in: .nonnegative, "The learning rate η."),
            Setting("beta1", \.shared.beta1, in: .decay, "The decay rate β1 of the first moment, per step."),
            Setting("beta2", \.shared.beta2, in: .decay, "The decay rate β2 of the second moment, per step."),
            Setting("eps", \.shared.epsilon, in: .nonnegative, "The constant ε beside the root, or inside it."),
        ]
    }

    static var decay: [Setting<Self>] {
        [
            Setting(
                "weight_decay",
                \.shared.weightDecay,
                in: .nonnegative,
                "A multiple of θ added to the gradient, or decoupled."
            )
        ]
    }

    static var decoupling: [Setting<Self>] {
        [
            Setting(
                "decoupled_weight_decay",
                \.shared.decouplesWeightDecay,
                "Whether weight decay shrinks θ by η·wd instead of entering the gradient (AdamW)."
            )
        ]
    }

    static var maximizing: [Setting<Self>] {
        [Setting("maximize", \.shared.maximizes, "Whether to maximize the loss instead of minimizing it.")]
    }

    /// Settings that modify the preconditioner for study, which no other implementation has in this form.
    static var interventions: [Setting<Self>] {
        [
            Setting("eps_inside", \.shared.hasEpsilonInside, "Whether ε stands inside the root: √(v̂ + ε)."),
            Setting(
                "v_floor",
                \.shared.floor,
                in: .nonnegative,
                "The least v̂ that the denominator takes, elementwise."
            ),
            Setting(
                "lazy",
                \.shared.isLazy,
                "Whether coordinates whose gradient is exactly zero keep m, v and θ, as unused rows of an embedding."
            ),
            Setting(
                "freeze_second",
                \.shared.freezesSecond,
                "Whether v and its bias correction stay as they are, and with them the preconditioner."
            ),
        ]
    }

    static var correction: [Setting<Self>] {
        [Setting("correct_second", \.shared.correctsSecond, "Whether the bias of v is corrected, v̂ = v/(1 − β2ᵗ).")]
    }
}
