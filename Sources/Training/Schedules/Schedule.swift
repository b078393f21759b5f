public import Settings

/// How the learning rate moves over a run: a factor on the optimizer's own rate, set before each step.
///
/// A schedule is a value without memory, so that a run may go back to a checkpoint and find the same rates.
public protocol Schedule: Configurable {
    /// The factor on the base rate in `step`, counted from 1, of a run of `steps` steps; finite and at least 0.
    func factor(step: Int, of steps: Int) -> Double
}
