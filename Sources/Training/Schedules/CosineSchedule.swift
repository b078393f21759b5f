public import Settings

/// Half a cosine from the peak down to a floor, after a linear warm-up (Loshchilov and Hutter 2017, without
/// restarts).
///
/// With W warm-up steps of T in all, the factor is t/W at step t ≤ W, then f + (1 − f)·½(1 + cos(π(t − P)/(T − P)))
/// from the peak's step P = max(W, 1) on. So step P has the factor 1 and the last step the floor f. A run of at most
/// P steps ends before the descent begins.
public struct CosineSchedule: Schedule {
    public static let name = "cosine"
    public static let summary = "A linear warm-up, then half a cosine down to a floor at the last step."
    public static let settings: [Setting<CosineSchedule>] = [
        Setting("warmup_steps", \.warmUpSteps, in: 0...1_000_000_000, "The steps W of the linear warm-up."),
        Setting("floor", \.floor, in: .closed(0...1), "The factor f at the last step: a share of the peak."),
    ]

    /// The steps W of the linear warm-up.
    public var warmUpSteps = 0
    /// The factor f at the last step.
    public var floor = 0.0

    public init() {}

    public func factor(step: Int, of steps: Int) -> Double {
        let peak = max(warmUpSteps, 1)
        guard step > peak, steps > peak else { return WarmUp.factor(step, over: warmUpSteps, from: 0) }
        let progress = min(Double(step - peak) / Double(steps - peak), 1)
        // cos πp = sin π(½ − p)
        let cosine = Elementary.sine(.pi * (0.5 - progress))
        return floor + (1 - floor) * 0.5 * (1 + cosine)
    }
}
