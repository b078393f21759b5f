/// A recorded model with its loss for given shapes: the operations, without any numbers.
public struct Recording: Sendable {
    /// The parameters' tensors.
    public let layout: ParameterLayout
    let primitives: [any Primitive]
    /// The primitives that depend only on data and are computed when data are set.
    let preparations: [any Primitive]
    let loss: Slot
    let arenaCount: Int
    let constantCount: Int
    let scratchCount: Int
    let scratchTangentCount: Int
    let tokenCount: Int
}

extension Recording {
    /// The parameters that nothing reads, whose gradient is zero.
    var unusedParameters: [Range<Int>] {
        var isUsed: Set<Int> = []
        for var primitive in primitives {
            primitive.forEachOperand { if $0.slot.space == .parameters { isUsed.insert($0.slot.offset) } }
        }
        return layout.slices.filter { !isUsed.contains($0.offset) }.map(\.range)
    }
}
