public import Tensors

/// What a rule remembers between steps, and the memory that it works in.
///
/// Vectors are as long as the layout and lie as its tensors do, unless the rule says otherwise.
public final class OptimizerState<S: Scalar> {
    /// Steps taken.
    public var step = 0
    /// Where the tensors lie.
    public let layout: ParameterLayout
    /// The first moment m, or the momentum buffer.
    public let first: Vector<S>
    /// The second moment v, not bias-corrected; zero for rules without one.
    public let second: Vector<S>
    /// Further vectors, whose meaning is the rule's own.
    public let extra: [Vector<S>]
    /// Further numbers, whose meaning is the rule's own.
    public var scalars: [Double]
    /// Short vectors for intermediate results of one block.
    private let scratch: [Vector<S>]

    /// How many blocks of scratch every state has.
    private static var scratchCount: Int { 8 }
    /// The longest piece that `forEachBlock` gives.
    private static var longestBlock: Int { 1_024 }

    /// Zero moments, as many further vectors as `lengths` has, and further numbers.
    public init(_ layout: ParameterLayout, extra lengths: [Int] = [], scalars: [Double] = []) {
        self.layout = layout
        first = Vector(count: layout.count)
        second = Vector(count: layout.count)
        extra = lengths.map { Vector(count: $0) }
        self.scalars = scalars
        scratch = (0..<Self.scratchCount).map { _ in Vector(count: min(layout.count, Self.longestBlock)) }
    }

    /// Becomes what `other` is: a checkpoint is a second state, and going back to it is exact.
    ///
    /// Both must come from the same rule and layout.
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
        // One by one: a shared array would be copied, hence allocated, by the next step.
        for index in scalars.indices { scalars[index] = other.scalars[index] }
    }

    /// The scratch block `index`, `count` elements long.
    func block(_ index: Int, _ count: Int) -> Block<S> { scratch[index][0..<count] }
}

/// Walks over a part of a flat vector in pieces that stay in the first-level cache.
func forEachBlock(in part: Range<Int>, _ body: (Range<Int>) -> Void) {
    forEachBlock(of: part.count) { body(part.lowerBound + $0.lowerBound..<part.lowerBound + $0.upperBound) }
}
