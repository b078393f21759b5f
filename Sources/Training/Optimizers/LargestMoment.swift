/// The quantity of which AMSGrad keeps the maximum.
public enum LargestMoment: Sendable {
    /// v. Its maximum is bias-corrected afterwards, so the denominator can still fall as 1 − β2ᵗ grows.
    case beforeCorrection
    /// v̂. The denominator cannot fall.
    case afterCorrection
}
