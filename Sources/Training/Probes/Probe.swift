public import Settings
public import Tensors

/// Something measured during a run.
///
/// Probes only look: they never change a run's trajectory. A probe is a value; what it remembers between steps lives beside
/// its settings, and `begin` clears it.
public protocol Probe: Configurable {
    /// What it records of a step; columns that are not declared are in no table.
    static var columns: [TraceColumn] { get }
    /// Whether it looks at the loss or its Hessian, which not every model has.
    static var needsLoss: Bool { get }
    /// About how many gradients' time one look takes.
    var gradientsPerLook: Double { get }
    /// The steps at which it looks.
    var window: ProbeWindow { get set }
    /// Clears what it remembers, before the first step of a run with tensors that lie as `layout` says.
    mutating func begin(_ layout: ParameterLayout)
    /// Writes what it measures at `step` into `row`.
    mutating func observe(_ step: Step, into row: inout TraceRow)
}

extension Probe {
    /// What is recorded of layers stands in tables of its own.
    public static var columns: [TraceColumn] { [] }

    /// Most probes look at gradients and at the rule's state.
    public static var needsLoss: Bool { false }

    /// Most probes look at what is there anyway.
    public var gradientsPerLook: Double { 0 }

    /// Probes without memory have nothing to clear.
    public mutating func begin(_ layout: ParameterLayout) {}

    /// Most probes have nothing to check but the steps at which they look.
    public func validate() throws { try window.check() }

    /// The settings that thin a probe.
    static var windowSettings: [Setting<Self>] {
        [
            Setting(
                "every",
                \.window.every,
                in: 1...1_000_000,
                "It looks at each so-manieth step, counted from the first."
            ),
            Setting("from", \.window.from, in: 1...10_000_000, "The first step at which it looks."),
            Setting(
                "until",
                \.window.until,
                in: 0...10_000_000,
                "The step after which it looks no more; 0 for the run's end."
            ),
        ]
    }
}

/// One step as probes see it, in double precision: the point before the update, the rule's state after it.
public final class Step {
    /// The step's number, from 1.
    public internal(set) var number = 0
    /// The problem, last evaluated at `parameters`.
    public let objective: any Objective<Double>
    /// The learning rate η of the step.
    public internal(set) var learningRate = 0.0
    /// +1 when the rule descends, −1 when it climbs.
    public internal(set) var direction = 1.0
    /// The parameters before the update.
    public let parameters: Vector<Double>
    /// The gradient at them, as the model gave it.
    public let gradient: Vector<Double>
    /// The step as taken, Δθ.
    public let update: Vector<Double>
    /// The first moment m after the update.
    public let first: Vector<Double>
    /// The second moment v after the update, without bias correction.
    public let second: Vector<Double>
    /// v̂, when the rule keeps a second moment.
    public let corrected: Vector<Double>
    /// Whether the rule keeps a second moment.
    public internal(set) var hasSecond = false
    /// The diagonal D of the step, layers' factors included, when the rule has one.
    public let diagonal: Vector<Double>
    /// Whether the rule has a diagonal preconditioner.
    public internal(set) var hasDiagonal = false
    /// The momentum's factor c.
    public internal(set) var momentumFactor = 1.0
    /// The top eigenvector of D^½HD^½ at this step, of length 1, once a probe has found it.
    public let unstable: Vector<Double>
    /// Whether a probe has found it.
    public internal(set) var hasUnstable = false

    /// The tensors.
    public var layout: ParameterLayout { objective.layout }

    init(_ objective: any Objective<Double>) {
        self.objective = objective
        let count = objective.layout.count
        parameters = Vector(count: count)
        gradient = Vector(count: count)
        update = Vector(count: count)
        first = Vector(count: count)
        second = Vector(count: count)
        corrected = Vector(count: count)
        diagonal = Vector(count: count)
        unstable = Vector(count: count)
    }
}
