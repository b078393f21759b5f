/// The correction of a mean that began at zero.
public enum BiasCorrection {
    /// 1 − βᵗ, the factor by which a mean of decay β is too small after t steps.
    public static func factor(_ beta: Double, after steps: Int) -> Double { biasCorrection(beta, steps) }
}
