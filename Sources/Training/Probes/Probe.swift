/// Something measured at every step.
///
/// Probes only look: they never change a run's trajectory.
public protocol Probe: Sendable {
    /// The name that authors write.
    static var name: String { get }
    /// What it measures, in one sentence.
    static var summary: String { get }
    /// A probe for one run.
    init()
    /// Writes what it measures at `step` into `row`.
    mutating func observe(_ step: Step, into row: inout TraceRow)
}

/// One step as probes see it: the point before the update, the state after it.
public struct Step {
    /// The step's number, from 1.
    public let number: Int
    /// The problem.
    public let objective: any Objective
    /// The rule, with the settings of this step.
    public let optimizer: any Optimizer
    /// The parameters before the update.
    public let parameters: [Double]
    /// The gradient at them.
    public let gradient: [Double]
    /// The rule's state after the update.
    public let state: OptimizerState
}
