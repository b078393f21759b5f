/// A value that a recording computes or is given: its shape, rows first.
public struct Node: Sendable, Hashable {
    let slot: Slot
    /// The extents; the last one varies fastest in memory.
    public let shape: [Int]
    /// The number of elements.
    public var count: Int { slot.count }
    /// The extents but the last, multiplied: how many rows a matrix of the last extent has.
    public var rows: Int { shape.dropLast().reduce(1, *) }
    /// The last extent.
    public var columns: Int { shape.last ?? 1 }
}
