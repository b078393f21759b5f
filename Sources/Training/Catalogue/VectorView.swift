public import Tensors

/// A vector as the step of a cell's optimizer sees it, with its memory at hand.
///
/// A loop over elements of a `Vector` looks up its memory at each element, since any store might change it; a view's is
/// known not to change, so that such loops use the processor's vectors. The vector must live as long as its view.
public struct VectorView<S: Scalar> {
    /// All elements.
    public let all: Block<S>

    /// A view of a vector.
    @inlinable public init(_ vector: Vector<S>) {
        all = vector.all
    }

    /// The number of elements.
    @inlinable public var count: Int { all.count }
    /// The first element.
    @inlinable public var start: UnsafeMutablePointer<S> { all.start }
    /// The elements as double-precision numbers, which is exact.
    public var doubles: [Double] { (0..<count).map { Double(start[$0]) } }

    /// The elements of a range.
    @inlinable public subscript(_ range: Range<Int>) -> Block<S> { all[range] }

    /// One element.
    @inlinable public subscript(_ index: Int) -> S {
        get { all[index] }
        nonmutating set { all[index] = newValue }
    }
}
