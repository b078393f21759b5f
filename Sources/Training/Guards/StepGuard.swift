public import Settings
public import Tensors

/// What shortens a step that an optimizer has taken.
///
/// It sees θ before and after and moves θ after towards θ before; the optimizer's state stays as it is. D, the diagonal
/// of the preconditioned Hessian, describes the step before it was shortened. A step that is not finite stays.
public protocol StepGuard: Configurable {
    /// Clears what it remembers, before the first step of a run with tensors that lie as `layout` says.
    mutating func begin(_ layout: ParameterLayout)
    /// Moves `after` in place, or leaves its bits alone; allocates nothing. `learningRate` is the η of this step.
    mutating func apply<S: Scalar>(
        before: Vector<S>,
        after: Vector<S>,
        layout: ParameterLayout,
        learningRate: Double
    )
}

extension StepGuard {
    /// Guards without memory have nothing to clear.
    public mutating func begin(_ layout: ParameterLayout) {}
}

/// after ← before + factor·(after − before); bits stay with the factor 1, and become those of `before` with 0.
func scaleStep<S: Scalar>(from before: Block<S>, to after: Block<S>, by factor: Double) {
    if factor == 1 { return }
    if factor == 0 { return after.copy(from: before) }
    forEachBlock(of: after.count) { range in
        let (start, end) = (before[range], after[range])
        end.add(start, times: -1)
        end.scale(by: factor)
        end.add(start)
    }
}

/// Shortens a step to a root mean square of at most limit·η over its elements; leaves its bits alone when it is shorter.
func limitStep<S: Scalar>(from before: Block<S>, to after: Block<S>, limit: Double, learningRate: Double) {
    let length = after.distance(to: before)
    let allowed = limit * learningRate * Double(after.count).squareRoot()
    if length.isFinite, length > allowed { scaleStep(from: before, to: after, by: allowed / length) }
}
