/// A fixed number of elements of one precision in its own memory, aligned to 64 bytes.
///
/// A vector is shared by reference without protection: its users must ensure that only one thread at a time writes
/// it.
public final class Vector<S: Scalar>: @unchecked Sendable {
    /// The number of elements.
    public let count: Int
    /// The first element.
    public let start: UnsafeMutablePointer<S>

    /// A vector of zeros.
    public init(count: Int) {
        precondition(count >= 0, "a vector has no negative count")
        let bytes = max(count, 1) * MemoryLayout<S>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        self.count = count
        start = memory.initializeMemory(as: S.self, repeating: 0, count: count)
    }

    /// A vector of the given numbers, rounded to the precision.
    public convenience init(_ values: [Double]) {
        self.init(count: values.count)
        for (i, value) in values.enumerated() { start[i] = S(value) }
    }

    deinit { start.deallocate() }

    /// All elements.
    @inlinable public var all: Block<S> { Block(start: start, count: count) }

    /// The elements of a range.
    @inlinable public subscript(_ range: Range<Int>) -> Block<S> { all[range] }

    /// One element.
    @inlinable public subscript(_ index: Int) -> S {
        get { all[index] }
        set {
            precondition(index >= 0 && index < count, "an element outside of the vector")
            start[index] = newValue
        }
    }

    /// The elements as double-precision numbers, which is exact.
    public var doubles: [Double] { (0..<count).map { Double(start[$0]) } }
}
