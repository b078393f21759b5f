/// L = Σ(y − t)²/N over all N elements: the mean squared error.
///
/// Adjoint ȳ = 2(y − t)/N, its tangent ȳ˙ = 2ẏ/N. As the last primitive its own adjoint is 1.
struct SquaredError: Primitive {
    var prediction: Operand
    let target: Slot
    var output = Slot.unset

    private var count: Int { target.count }

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&prediction)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        let y = memory.value(prediction.slot)
        let t = memory.value(target)
        memory.value(output)[0] = S(y.sumOfSquares(ofDifference: t) / Double(count))
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        let slope = memory.adjoint(prediction.slot)
        let y = memory.value(prediction.slot)
        let t = memory.value(target)
        slope.combine(2 / Double(count), y, -2 / Double(count), t)
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {}

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            let slope = memory.adjointTangent(prediction.slot, k)
            slope.copy(from: memory.tangent(prediction.slot, k))
            slope.scale(by: 2 / Double(count))
        }
    }
}

extension Recorder {
    /// Records the mean squared error over all elements; `target` is data of the prediction's shape.
    public mutating func squaredError(_ prediction: Node, target: Node) -> Node {
        precondition(prediction.count == target.count && target.slot.space == .constants, "\(target.shape)")
        return record(SquaredError(prediction: Operand(prediction), target: target.slot), shape: [])
    }
}
