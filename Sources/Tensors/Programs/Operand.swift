/// A node as an operand of a primitive: its slot, and how its adjoint is written.
struct Operand: Sendable, Hashable {
    var slot: Slot
    /// Whether the primitive adds its adjoint to what other primitives contributed; otherwise it is the first to
    /// write it.
    var adds = false

    /// Whether it depends on parameters; constants have neither adjoint nor tangent.
    var varies: Bool { slot.space != .constants }
    /// The factor on the existing values, as matrix products take it.
    var beta: Double { adds ? 1 : 0 }

    init(_ node: Node) {
        slot = node.slot
    }
}
