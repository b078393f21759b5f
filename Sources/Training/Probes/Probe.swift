public import Settings
public import Tensors
public import Traces

/// A measurement during a run.
///
/// Probes never change a run's trajectory. A probe is a value; its state between steps is stored beside its settings,
/// and `begin` resets it.
public protocol Probe: Configurable {
    /// The columns that it records for each step; columns that are not declared are in no table.
    static var columns: [TraceColumn] { get }
    /// Whether it needs the loss or its Hessian, which not every model has.
    static var needsLoss: Bool { get }
    /// The approximate cost of one measurement, in units of a gradient.
    var gradientsPerLook: Double { get }
    /// The steps at which it measures.
    var window: ProbeWindow { get set }
    /// Resets the state, before the first step of a run with tensors laid out as in `layout`.
    mutating func begin(_ layout: ParameterLayout)
    /// Measures at `step` and writes the values into `row`.
    mutating func observe(_ step: Step, into row: inout TraceRow)
}

extension Probe {
    /// By default there are none; records of layers are in tables of their own.
    public static var columns: [TraceColumn] { [] }

    /// By default only gradients and the optimizer's state are needed.
    public static var needsLoss: Bool { false }

    /// By default the cost is negligible.
    public var gradientsPerLook: Double { 0 }

    /// Probes without state have nothing to reset.
    public mutating func begin(_ layout: ParameterLayout) {}

    /// By default only the steps are checked.
    public func validate() throws { try window.check() }

    /// The settings that select steps.
    static var windowSettings: [Setting<Self>] {
        [
            Setting(
                "every",
                \.window.every,
                in: 1...1_000_000,
                "Measures every n-th step, counted from the first."
            ),
            Setting("from", \.window.from, in: 1...10_000_000, "The first step that it measures."),
            Setting(
                "until",
                \.window.until,
                in: 0...10_000_000,
                "The last step that it measures; 0 for the run's last."
            ),
        ]
    }
}
