import Tensors

/// One run: a problem, a rule, a number of steps, and what happens on the way.
public struct TrainingLoop: Sendable {
    /// The precision in which a run computes.
    public enum Precision: String, Sendable, CaseIterable {
        case float64, float32
    }

    /// The model.
    public var model: any Model
    /// Data, loss, batches and initial parameters.
    public var problem: Problem
    /// The rule from the first step on.
    public var optimizer: any Optimizer
    /// The rule as changed before the update of a step, from that step on; its state is kept.
    public var interventions: [Int: any Optimizer] = [:]
    /// The step from which on the loss is its own second-order Taylor expansion at that step's parameters; nil for never.
    ///
    /// The expansion is that of the step's batch, so it says little about mini-batch training, nor does it go with rollbacks.
    public var hessianFrozenAt: Int?
    /// How the learning rate moves.
    public var schedule: any Schedule = ConstantSchedule()
    /// What changes gradients before the rule sees them, in this order.
    public var gradientGuards: [any GradientGuard] = []
    /// What shortens steps after the rule has taken them, in this order.
    public var stepGuards: [any StepGuard] = []
    /// Factors on layers' rates and gradients.
    public var layers = LayerFactors()
    /// How the second moment begins, when it is not zero.
    public var secondMomentStart: (any SecondMomentStart)?
    /// When to go back to a checkpoint.
    public var rollback: Rollback?
    /// In which precision the run computes; probes look in double precision.
    public var precision = Precision.float64
    /// How many steps to take.
    public var steps: Int
    /// A loss above this counts as divergence, as does one that is not finite.
    public var divergenceLimit: Double
    /// The probes that look on, in this order.
    public var probes: [any Probe]
    /// Whether every coordinate's state is kept.
    public var recordsState: Bool
    /// From how many steps to how many the loss over all samples is recorded in mini-batch training; 0 for never.
    public var fullLossInterval = 1

    /// Describes a run without data.
    public init(
        model: any Model,
        optimizer: any Optimizer,
        steps: Int,
        seed: Int = 0,
        divergenceLimit: Double = 1e100,
        probes: [any Probe] = [CurvatureProbe(), MomentsProbe()],
        recordsState: Bool = false
    ) {
        self.model = model
        problem = Problem(seed: seed)
        self.optimizer = optimizer
        self.steps = steps
        self.divergenceLimit = divergenceLimit
        self.probes = probes
        self.recordsState = recordsState
    }
}
