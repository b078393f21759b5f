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
