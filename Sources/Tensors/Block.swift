/// A contiguous part of a vector that operations read and write.
///
/// It does not keep the vector's memory alive: its user must hold the vector in a variable meanwhile.
///
/// Operations write to the block on which they are called. Their other blocks must have the same count. They may be
/// that same block, but must not overlap it partly. Factors are given in double precision and rounded once to the
/// block's precision. Each operation rounds after each step in the order of its formula, so that an optimizer written
/// with them has the same bits on every processor.
public struct Block<S: Scalar>: @unchecked Sendable {
    /// The first element.
    public let start: UnsafeMutablePointer<S>
    /// The number of elements.
    public let count: Int

    /// The `count` elements from `start` on.
    @inlinable public init(start: UnsafeMutablePointer<S>, count: Int) {
        self.start = start
        self.count = count
    }

    /// The elements of a range of this block.
    @inlinable public subscript(_ range: Range<Int>) -> Block {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range outside of the block")
        return Block(start: start + range.lowerBound, count: range.count)
    }

    /// One element.
    @inlinable public subscript(_ index: Int) -> S {
        get {
            precondition(index >= 0 && index < count, "an element outside of the block")
            return start[index]
        }
        nonmutating set {
            precondition(index >= 0 && index < count, "an element outside of the block")
            start[index] = newValue
        }
    }

    @inline(__always) func require<T: Scalar>(_ other: Block<T>) {
        precondition(other.count == count, "blocks of different counts")
    }
}

/// Calls `body` for pieces of up to 1,024 elements of a range.
///
/// A rule of several operations then reads its arrays from memory once and finds them in the first-level cache
/// afterwards.
@inlinable
public func forEachBlock(of count: Int, _ body: (Range<Int>) -> Void) {
    var start = 0
    while start < count {
        let end = min(start + 1024, count)
        body(start..<end)
        start = end
    }
}
