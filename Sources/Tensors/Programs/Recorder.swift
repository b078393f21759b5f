/// Records a model and its loss, for given shapes, as a list of primitives.
///
/// Shapes are checked here, once; a wrong one is a programming error and stops the program with a message that gives
/// both shapes.
public struct Recorder {
    /// The tensors declared so far.
    public private(set) var layout = ParameterLayout()
    private var primitives: [any Primitive] = []
    private var arenaCount = 0
    private var constantCount = 0
    private var scratchCount = 0
    private var scratchTangentCount = 0
    private var tokenCount = 0

    /// An empty recorder.
    public init() {}

    /// Declares a tensor of parameters; `name` must be new and has the form `layer.tensor`.
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

    /// Declares real data of a shape, to be set once or before each evaluation.
    public mutating func data(_ shape: [Int]) -> Node {
        let count = shape.reduce(1, *)
        precondition(count > 0, "data of the empty shape \(shape)")
        defer { constantCount += padded(count) }
        return Node(slot: Slot(space: .constants, offset: constantCount, count: count), shape: shape)
    }

    /// Declares integers as data: words or classes.
    public mutating func tokens(_ count: Int) -> Range<Int> {
        precondition(count > 0, "no tokens")
        defer { tokenCount += count }
        return tokenCount..<tokenCount + count
    }

    /// The number of multiplications in matrix products and of elements written in one evaluation, from which its
    /// time can be estimated.
    public var work: (multiplications: Int, elements: Int) {
        let products = primitives.compactMap { ($0 as? Dense).map { $0.output.count * $0.inputs } }
        return (products.reduce(0, +), arenaCount)
    }

    /// Closes the recording with the node that is the loss.
    public consuming func recording(loss: Node) -> Recording {
        precondition(loss.count == 1, "a loss of shape \(loss.shape)")
        dropUnread(loss)
        precondition(primitives.last?.output == loss.slot, "a loss that this recorder did not record last")
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

    /// Drops primitives on which the loss does not depend, since nothing would write the adjoints of their nodes.
    private mutating func dropUnread(_ loss: Node) {
        var isRead: Set<Slot> = [loss.slot]
        var kept: [any Primitive] = []
        for var primitive in primitives.reversed() {
            // Targets of losses are read without being operands, so primitives that depend only on data are kept.
            guard primitive.output.space == .constants || isRead.contains(primitive.output) else { continue }
            primitive.forEachOperand { isRead.insert($0.slot) }
            kept.append(primitive)
        }
        primitives = kept.reversed()
    }

    /// Decides which operands write and which add: in the order of the reverse pass, the first to write a node's
    /// adjoint writes it, and the others add.
    private mutating func link() {
        var isWritten: Set<Slot> = []
        for index in primitives.indices.reversed() {
            primitives[index].forEachOperand { operand in
                if operand.varies { operand.adds = !isWritten.insert(operand.slot).inserted }
            }
        }
        joinHeads()
    }

    /// Lets a tanh layer whose only reader is a layer with one output compute ȳ = ō⊗w itself, which avoids storing
    /// it.
    private mutating func joinHeads() {
        var readers: [Slot: [Int]] = [:]
        for index in primitives.indices {
            primitives[index].forEachOperand { readers[$0.slot, default: []].append(index) }
        }
        for index in primitives.indices {
            guard var layer = primitives[index] as? Dense, layer.activation == .tanh,
                let reader = readers[layer.output], reader.count == 1,
                var head = primitives[reader[0]] as? Dense, head.outputs == 1, head.activation == .identity,
                head.input.slot == layer.output
            else { continue }
            layer.head = Dense.Head(output: head.output, weight: head.weight.slot)
            head.passesSlope = false
            primitives[index] = layer
            primitives[reader[0]] = head
        }
    }
}

extension Recorder {
    /// Adds a primitive whose output has `shape`; if it depends only on data, its output becomes data.
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

    /// Reserves memory for a primitive.
    mutating func scratch(_ count: Int) -> Range<Int> {
        defer { scratchCount += padded(count) }
        return scratchCount..<scratchCount + count
    }

    /// Reserves memory for a primitive, for each direction.
    mutating func scratchTangent(_ count: Int) -> Range<Int> {
        defer { scratchTangentCount += padded(count) }
        return scratchTangentCount..<scratchTangentCount + count
    }

    /// Rounds up to whole cache lines, so that each node begins on one.
    private func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
}

extension Slot {
    /// A placeholder that is replaced when the primitive is recorded.
    static let unset = Slot(space: .arena, offset: 0, count: 0)
}
