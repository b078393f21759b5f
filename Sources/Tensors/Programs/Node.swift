/// A value in a recording, computed or given, with its shape.
public struct Node: Sendable, Hashable {
    let slot: Slot
    /// The extents; the last one varies fastest in memory.
    public let shape: [Int]
    /// The number of elements.
    public var count: Int { slot.count }
    /// The product of all extents but the last: the number of rows of a matrix with the last extent as columns.
    public var rows: Int { shape.dropLast().reduce(1, *) }
    /// The last extent.
    public var columns: Int { shape.last ?? 1 }
}
