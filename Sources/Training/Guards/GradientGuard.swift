public import Settings
public import Tensors

/// A transform of the gradient between the model and the optimizer, such as clipping.
///
/// A guard is a value; its state is stored beside its settings, and ``begin(_:)`` resets it. The loop passes a copy
/// of the gradient, so that the gradient is recorded as the model computed it. A gradient that is not finite must
/// pass unchanged and leave no state, since hiding it would hide a divergence.
public protocol GradientGuard: Configurable {
    /// Resets the state, before the first step of a run with tensors laid out as in `layout`.
    mutating func begin(_ layout: ParameterLayout)
    /// Transforms `gradient` in place, or leaves its bits unchanged, without allocating; steps count from 1.
    mutating func apply<S: Scalar>(to gradient: Vector<S>, layout: ParameterLayout, step: Int)
}

extension GradientGuard {
    /// Guards without state have nothing to reset.
    public mutating func begin(_ layout: ParameterLayout) {}
}
