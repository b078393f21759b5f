public import Settings
public import Tensors
public import Traces

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
