public import Settings

/// A linear rise to the base rate: from + (1 − from)·t/W at step t ≤ W, then 1.
///
/// The first step has t = 1. So even with `from` 0 it has 1/W of the base rate, and step W is the first with the full
/// rate. PyTorch's `LinearLR` counts from 0 and reaches the full rate at step W + 1.
public struct WarmUp: Schedule {
    public static let name = "warm-up"
    public static let summary = "A linear rise to the base rate, which then stays."
    public static let settings: [Setting<WarmUp>] = [
        Setting("steps", \.steps, in: 0...1_000_000_000, "The step W at which the base rate is reached."),
        Setting("from", \.start, in: .closed(0...1), "The factor that the rise begins at, as of step 0."),
    ]

    /// The step W at which the base rate is reached.
    public var steps = 100
    /// The factor at step 0.
    public var start = 0.0

    public init() {}

    public func factor(step: Int, of steps: Int) -> Double {
        Self.factor(step, over: self.steps, from: start)
    }

    /// The factor of a rise over `length` steps from `start`; 1 after it.
    static func factor(_ step: Int, over length: Int, from start: Double) -> Double {
        step < length ? start + (1 - start) * (Double(step) / Double(length)) : 1
    }
}
