/// Where the numbers of a node live.
enum Space: Sendable, Hashable {
    /// In the caller's parameter vector; adjoints in the caller's gradient, tangents in the caller's directions.
    case parameters
    /// In the program's arena.
    case arena
    /// In the program's constants: data, and what is computed from data alone.
    case constants
}

/// A stretch of one of the spaces.
struct Slot: Sendable, Hashable {
    var space: Space
    var offset: Int
    var count: Int
}

/// A node as a primitive reads it: its slot, and what becomes of its adjoint.
struct Operand: Sendable, Hashable {
    var slot: Slot
    /// Whether the primitive's adjoint is added to what other primitives contributed, or is the first to be written.
    var adds = false

    /// Constants have neither adjoint nor tangent.
    var varies: Bool { slot.space != .constants }
    /// The factor on what is already there, as matrix products take it.
    var beta: Double { adds ? 1 : 0 }

    init(_ node: Node) {
        slot = node.slot
    }
}

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
