public import Settings
public import Tensors

/// A guard that shortens the step of an optimizer.
///
/// It receives θ before and after the step and moves θ after towards θ before; the optimizer's state is not changed.
/// D, the diagonal of the preconditioned Hessian, describes the step before it was shortened. A step that is not
/// finite is not changed.
public protocol StepGuard: Configurable {
    /// Resets the state, before the first step of a run with tensors laid out as in `layout`.
    mutating func begin(_ layout: ParameterLayout)
    /// Moves `after` in place, or leaves its bits unchanged, without allocating; `learningRate` is the η of this
    /// step.
    mutating func apply<S: Scalar>(
        before: Vector<S>,
        after: Vector<S>,
        layout: ParameterLayout,
        learningRate: Double
    )
}

extension StepGuard {
    /// Guards without state have nothing to reset.
    public mutating func begin(_ layout: ParameterLayout) {}
}

/// after ← before + factor·(after − before); with the factor 1 no bits change, and with 0 they become those of
/// `before`.
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

/// Shortens a step to a root mean square of at most limit·η over its elements; a shorter step keeps its bits.
func limitStep<S: Scalar>(from before: Block<S>, to after: Block<S>, limit: Double, learningRate: Double) {
    let length = after.distance(to: before)
    let allowed = limit * learningRate * Double(after.count).squareRoot()
    if length.isFinite, length > allowed { scaleStep(from: before, to: after, by: allowed / length) }
}
