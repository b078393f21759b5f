/// Records a model and its loss, for given shapes, as a list of primitives.
///
/// Shapes are checked here, once; a wrong one is the programmer's fault and stops the program with both shapes.
public struct Recorder {
    /// The tensors declared so far.
    public private(set) var layout = ParameterLayout()
    private var primitives: [any Primitive] = []
    private var arenaCount = 0
    private var constantCount = 0
    private var scratchCount = 0
    private var scratchTangentCount = 0
    private var tokenCount = 0

    /// A recorder with nothing recorded.
    public init() {}

    /// Declares a tensor of parameters; `name` is new, as `layer.tensor`.
    public mutating func parameter(
        _ name: String,
        _ shape: [Int],
        role: ParameterLayout.Role = .weight,
        fanIn: Int,
        fanOut: Int
    ) -> Node {
        let slice = layout.append(name: name, shape: shape, role: role, fanIn: fanIn, fanOut: fanOut)
        return Node(slot: Slot(space: .parameters, offset: slice.offset, count: slice.count), shape: shape)
    }

    /// Declares real data of a shape, to be set before each evaluation or once.
    public mutating func data(_ shape: [Int]) -> Node {
        let count = shape.reduce(1, *)
        precondition(count > 0, "data of the empty shape \(shape)")
        defer { constantCount += padded(count) }
        return Node(slot: Slot(space: .constants, offset: constantCount, count: count), shape: shape)
    }

    /// Declares whole numbers as data: words or classes.
    public mutating func tokens(_ count: Int) -> Range<Int> {
        precondition(count > 0, "no tokens")
        defer { tokenCount += count }
        return tokenCount..<tokenCount + count
    }

    /// Closes the recording with the node that is the loss.
    public consuming func recording(loss: Node) -> Recording {
        precondition(loss.count == 1, "a loss of shape \(loss.shape)")
        link()
        return Recording(
            layout: layout,
            primitives: primitives.filter { $0.output.space != .constants },
            preparations: primitives.filter { $0.output.space == .constants },
            loss: loss.slot,
            arenaCount: arenaCount,
            constantCount: constantCount,
            scratchCount: scratchCount,
            scratchTangentCount: scratchTangentCount,
            tokenCount: tokenCount
        )
    }

    /// In the order of the reverse pass, the first to write a node's adjoint writes it, the others add.
    private mutating func link() {
        var isWritten: Set<Slot> = []
        for index in primitives.indices.reversed() {
            primitives[index].forEachOperand { operand in
                if operand.varies { operand.adds = !isWritten.insert(operand.slot).inserted }
            }
        }
    }
}

extension Recorder {
    /// Adds a primitive whose output has `shape`; what depends on data alone becomes data.
    mutating func record(_ primitive: some Primitive, shape: [Int]) -> Node {
        var primitive = primitive
        var varies = false
        primitive.forEachOperand { if $0.varies { varies = true } }
        let count = shape.reduce(1, *)
        let slot: Slot
        if varies {
            slot = Slot(space: .arena, offset: arenaCount, count: count)
            arenaCount += padded(count)
        } else {
            slot = Slot(space: .constants, offset: constantCount, count: count)
            constantCount += padded(count)
        }
        primitive.output = slot
        primitives.append(primitive)
        return Node(slot: slot, shape: shape)
    }

    /// Numbers that a primitive keeps for itself.
    mutating func scratch(_ count: Int) -> Range<Int> {
        defer { scratchCount += padded(count) }
        return scratchCount..<scratchCount + count
    }

    /// Numbers that a primitive keeps for itself for each direction.
    mutating func scratchTangent(_ count: Int) -> Range<Int> {
        defer { scratchTangentCount += padded(count) }
        return scratchTangentCount..<scratchTangentCount + count
    }

    /// Up to whole cache lines, so that each node begins on one.
    private func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
}

extension Slot {
    /// A place to be filled when the primitive is recorded.
    static let unset = Slot(space: .arena, offset: 0, count: 0)
}
