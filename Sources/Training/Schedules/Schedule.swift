public import Settings

/// A schedule of the learning rate: a factor on the optimizer's own rate, set before each step.
///
/// A schedule is a value without state, so that a run that returns to a checkpoint gets the same rates.
public protocol Schedule: Configurable {
    /// The factor on the base rate in `step`, counted from 1, of a run of `steps` steps; finite and not negative.
    func factor(step: Int, of steps: Int) -> Double
}
