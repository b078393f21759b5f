public import Settings

/// The base rate at every step.
public struct ConstantSchedule: Schedule {
    public static let name = "constant"
    public static let summary = "The base rate at every step."
    public static let settings: [Setting<ConstantSchedule>] = []

    public init() {}

    public func factor(step: Int, of steps: Int) -> Double { 1 }
}
