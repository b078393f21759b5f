public import Tensors

/// An optimizer's state between steps, and its working memory.
///
/// Vectors have the layout's length and order, unless the optimizer defines them otherwise.
public final class OptimizerState<S: Scalar> {
    /// The number of steps taken.
    public var step = 0
    /// The layout of the tensors.
    public let layout: ParameterLayout
    /// The first moment m, or the momentum buffer.
    public let first: Vector<S>
    /// The second moment v, not bias-corrected; zero for optimizers without one.
    public let second: Vector<S>
    /// Further vectors, whose meaning the optimizer defines.
    public let extra: [Vector<S>]
    /// Further numbers, whose meaning the optimizer defines.
    public var scalars: [Double]
    /// Short vectors for intermediate results of one block.
    private let scratch: [Vector<S>]

    /// The number of scratch blocks.
    private static var scratchCount: Int { 8 }
    /// The maximal length of a piece in `forEachBlock`.
    private static var longestBlock: Int { 1_024 }

    /// A state with zero moments, a further vector of each of `lengths`, and further numbers.
    public init(_ layout: ParameterLayout, extra lengths: [Int] = [], scalars: [Double] = []) {
        self.layout = layout
        first = Vector(count: layout.count)
        second = Vector(count: layout.count)
        extra = lengths.map { Vector(count: $0) }
        self.scalars = scalars
        scratch = (0..<Self.scratchCount).map { _ in Vector(count: min(layout.count, Self.longestBlock)) }
    }

    /// Copies all of another state, so that a checkpoint can be a second state and returning to it is exact.
    ///
    /// Both must come from the same optimizer and layout.
    public func copy(from other: OptimizerState) {
        precondition(
            layout == other.layout && extra.map(\.count) == other.extra.map(\.count)
                && scalars.count == other.scalars.count,
            "states of different rules or layouts"
        )
        step = other.step
        first.all.copy(from: other.first.all)
        second.all.copy(from: other.second.all)
        for (vector, source) in zip(extra, other.extra) { vector.all.copy(from: source.all) }
        // One by one, since a shared array would be copied, and so allocated, by the next step.
        for index in scalars.indices { scalars[index] = other.scalars[index] }
    }

    /// The scratch block `index` with `count` elements.
    func block(_ index: Int, _ count: Int) -> Block<S> { scratch[index][0..<count] }
}

/// Calls `body` for pieces of a part of a flat vector that stay in the first-level cache.
func forEachBlock(in part: Range<Int>, _ body: (Range<Int>) -> Void) {
    forEachBlock(of: part.count) { body(part.lowerBound + $0.lowerBound..<part.lowerBound + $0.upperBound) }
}
