public import Settings
public import Tensors

/// What changes a gradient between the model and the optimizer: clipping, of any kind.
///
/// A guard is a value; what it remembers between steps lives beside its settings, and ``begin(_:)`` clears it. The loop
/// hands it a copy of the gradient, so that what is recorded of the loss's slope is as the model gave it. A gradient that
/// is not finite passes unchanged and leaves no memory: hiding it would hide a divergence.
public protocol GradientGuard: Configurable {
    /// Clears what it remembers, before the first step of a run with tensors that lie as `layout` says.
    mutating func begin(_ layout: ParameterLayout)
    /// Changes `gradient` in place, or leaves its bits alone; allocates nothing. Steps count from 1.
    mutating func apply<S: Scalar>(to gradient: Vector<S>, layout: ParameterLayout, step: Int)
}

extension GradientGuard {
    /// Guards without memory have nothing to clear.
    public mutating func begin(_ layout: ParameterLayout) {}
}
