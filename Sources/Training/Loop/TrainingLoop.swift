import Tensors

/// The definition of one run: a problem, an optimizer, a number of steps, and everything that acts during the run.
public struct TrainingLoop: Sendable {
    /// The precision in which a run computes.
    public enum Precision: String, Sendable, CaseIterable {
        case float64, float32
    }

    /// The model.
    public var model: any Model
    /// Data, loss, batches and initial parameters.
    public var problem: Problem
    /// The optimizer from the first step on.
    public var optimizer: any Optimizer
    /// Changed optimizers by the step before whose update they take over; the state is kept.
    public var interventions: [Int: any Optimizer] = [:]
    /// The step from which on the loss is its own second-order Taylor expansion at that step's parameters; nil for
    /// never.
    ///
    /// The expansion is that of the step's batch, so it says little about mini-batch training. It cannot be combined
    /// with rollbacks.
    public var hessianFrozenAt: Int?
    /// The schedule of the learning rate.
    public var schedule: any Schedule = ConstantSchedule()
    /// The transforms of the gradient before the optimizer uses it, in this order.
    public var gradientGuards: [any GradientGuard] = []
    /// The guards that shorten the optimizer's steps, in this order.
    public var stepGuards: [any StepGuard] = []
    /// Factors on layers' learning rates and gradients.
    public var layers = LayerFactors()
    /// The initial value of the second moment; nil for zero.
    public var secondMomentStart: (any SecondMomentStart)?
    /// The rule for returning to a checkpoint; nil for none.
    public var rollback: Rollback?
    /// The precision in which the run computes; probes use double precision.
    public var precision = Precision.float64
    /// The number of steps.
    public var steps: Int
    /// The loss above which the run counts as diverged, as it does when the loss is not finite.
    public var divergenceLimit: Double
    /// The probes, in this order.
    public var probes: [any Probe]
    /// Whether every coordinate's state is recorded.
    public var recordsState: Bool
    /// The number of steps between recordings of the loss over all samples in mini-batch training; 0 for never.
    public var fullLossInterval = 1

    /// Creates a run without data.
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
