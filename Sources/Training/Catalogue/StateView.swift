public import Tensors

/// An optimizer's state as the step of a cell's optimizer sees it, with the memory of both moments at hand.
public struct StateView<S: Scalar> {
    /// The state.
    public let base: OptimizerState<S>
    /// The first moment m, or the momentum buffer.
    public let first: VectorView<S>
    /// The second moment v, not bias-corrected.
    public let second: VectorView<S>

    /// A view of a state.
    @inlinable public init(_ state: OptimizerState<S>) {
        base = state
        first = VectorView(state.first)
        second = VectorView(state.second)
    }

    /// A state, parameters and their gradient as views, which are known to have one length.
    @inlinable public static func step(
        _ state: OptimizerState<S>,
        _ parameters: Vector<S>,
        _ gradient: Vector<S>
    ) -> (state: StateView, parameters: VectorView<S>, gradient: VectorView<S>) {
        let views = (state: StateView(state), parameters: VectorView(parameters), gradient: VectorView(gradient))
        let count = views.parameters.count
        precondition(
            views.gradient.count == count && views.state.first.count == count && views.state.second.count == count,
            "vectors of other layouts"
        )
        return views
    }

    /// The number of steps taken.
    @inlinable public var step: Int {
        get { base.step }
        nonmutating set { base.step = newValue }
    }
    /// The layout of the tensors.
    public var layout: ParameterLayout { base.layout }
    /// Further vectors, whose meaning the optimizer defines.
    public var extra: [Vector<S>] { base.extra }
    /// Further numbers, whose meaning the optimizer defines.
    public var scalars: [Double] {
        get { base.scalars }
        nonmutating set { base.scalars = newValue }
    }

    /// Working memory for one block of a step, as of the state.
    public func scratch(_ index: Int, count: Int) -> Block<S> { base.scratch(index, count: count) }
}
