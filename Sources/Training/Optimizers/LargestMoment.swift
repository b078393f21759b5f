/// Which of its values AMSGrad takes the largest of.
public enum LargestMoment: Sendable {
    /// v, whose largest is then corrected for its bias: the denominator can still sink, as 1 − β2ᵗ rises.
    case beforeCorrection
    /// v̂: the denominator cannot sink.
    case afterCorrection
}
