public import Tensors

extension OptimizerState {
    /// Working memory for one block of a step, with `count` elements, at most 1,024; its contents do not last.
    ///
    /// There are eight blocks, with indices from 0.
    public func scratch(_ index: Int, count: Int) -> Block<S> { block(index, count) }
}
