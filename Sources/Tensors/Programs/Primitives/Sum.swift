/// y = x + z, elementwise; a shorter z is repeated, as positions are for each sequence.
struct Sum: Primitive {
    var left: Operand
    var right: Operand
    var output = Slot.unset

    private var repeats: Int { output.count / right.slot.count }

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&left)
        body(&right)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        add(memory.value(left.slot), memory.value(right.slot), into: memory.value(output))
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        let slope = memory.adjoint(output)
        if left.varies { pass(slope, to: memory.adjoint(left.slot), adds: left.adds) }
        if right.varies { memory.adjoint(right.slot).setColumnSums(of: slope, accumulate: right.adds) }
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            let tangent = memory.tangent(output, k)
            switch (left.varies, right.varies) {
            case (true, true): add(memory.tangent(left.slot, k), memory.tangent(right.slot, k), into: tangent)
            case (true, false): pass(memory.tangent(left.slot, k), to: tangent, adds: false)
            default:
                for index in 0..<repeats {
                    block(tangent, index).copy(from: block(memory.tangent(right.slot, k), 0))
                }
            }
        }
    }

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            let slope = memory.adjointTangent(output, k)
            if left.varies { pass(slope, to: memory.adjointTangent(left.slot, k), adds: left.adds) }
            if right.varies { memory.adjointTangent(right.slot, k).setColumnSums(of: slope, accumulate: right.adds) }
        }
    }

    /// The `index`-th part with the right operand's length.
    private func block<S: Scalar>(_ all: Block<S>, _ index: Int) -> Block<S> {
        all[index * right.slot.count..<(index + 1) * right.slot.count]
    }

    private func add<S: Scalar>(
        _ left: Block<S>,
        _ right: Block<S>,
        into sum: Block<S>
    ) {
        for index in 0..<repeats { block(sum, index).combine(1, block(left, index), 1, block(right, 0)) }
    }

    private func pass<S: Scalar>(_ slope: Block<S>, to target: Block<S>, adds: Bool) {
        if adds { target.add(slope) } else { target.copy(from: slope) }
    }
}

extension Recorder {
    /// Records x + z of the same shape, or with z repeated over the first extents of x, whose shape must end with
    /// z's.
    public mutating func sum(_ x: Node, _ z: Node) -> Node {
        precondition(x.shape.suffix(z.shape.count).elementsEqual(z.shape), "\(x.shape) + \(z.shape)")
        return record(Sum(left: Operand(x), right: Operand(z)), shape: x.shape)
    }
}
