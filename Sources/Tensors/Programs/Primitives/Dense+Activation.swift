/// The rules of the activation.
extension Dense {
    /// The memory of z̄, which is ȳ itself without an activation.
    func slopeOfGradient<S: Scalar>(_ memory: Memory<S>) -> Block<S> {
        activation == .identity ? memory.adjoint(output) : memory.scratch(slopes)
    }

    /// The memory of ż, which is that of ẏ unless φ″(z) will be multiplied by it.
    func innerTangent<S: Scalar>(_ memory: Memory<S>, _ direction: Int) -> Block<S> {
        activation.keepsDerivatives ? memory.scratchTangent(inner, direction) : memory.tangent(output, direction)
    }

    /// ż in all directions.
    func innerTangents<S: Scalar>(_ memory: Memory<S>) -> Block<S> {
        Block(start: innerTangent(memory, 0).start, count: output.count * memory.directions)
    }

    /// z̄ = φ′(z)∘ȳ and b̄ = Σ z̄.
    func adjointThroughActivation<S: Scalar>(_ memory: Memory<S>) {
        let y = memory.value(output)
        let slopeOfOutput = memory.adjoint(output)
        let slope = slopeOfGradient(memory)
        let sums = bias.map { memory.adjoint($0.slot) }
        let adds = bias?.adds ?? false
        if let head {
            let (o, w) = (memory.adjoint(head.output), memory.value(head.weight))
            slope.setTanhBackward(outer: o, w, at: y, columnSums: sums, accumulate: adds)
            return
        }
        switch activation {
        case .identity: sums?.setColumnSums(of: slope, accumulate: adds)
        case .tanh: slope.setTanhBackward(slopeOfOutput, at: y, columnSums: sums, accumulate: adds)
        case .relu: slope.setReluBackward(slopeOfOutput, at: y, columnSums: sums, accumulate: adds)
        case .gelu, .sin:
            let first = memory.scratch(first)
            slope.setDerivativeBackward(slopeOfOutput, first: first, columnSums: sums, accumulate: adds)
        }
    }

    /// ẏ = φ′(z)∘(ż + ḃ).
    func tangentThroughActivation<S: Scalar>(_ memory: Memory<S>, _ k: Int) {
        let y = memory.value(output)
        let inner = innerTangent(memory, k)
        let tangent = memory.tangent(output, k)
        let b = bias.map { memory.tangent($0.slot, k) }
        switch activation {
        case .identity: if let b { tangent.addRow(b) }
        case .tanh: tangent.setTanhTangent(inner, addingRow: b, at: y)
        case .relu: tangent.setReluTangent(inner, addingRow: b, at: y)
        case .gelu, .sin: tangent.setDerivativeTangent(inner, addingRow: b, first: memory.scratch(first))
        }
    }

    /// z̄˙ = φ′(z)∘ȳ˙ + φ″(z)∘ż∘ȳ, stored in place of ȳ˙, and b̄˙ = Σ z̄˙.
    func adjointTangentThroughActivation<S: Scalar>(_ memory: Memory<S>, _ k: Int) {
        let y = memory.value(output)
        let slope = memory.adjoint(output)
        let slopeTangent = memory.adjointTangent(output, k)
        let sums = bias.map { memory.adjointTangent($0.slot, k) }
        let adds = bias?.adds ?? false
        if let head {
            slopeTangent.setTanhBackwardTangent(
                outer: memory.adjoint(head.output),
                memory.value(head.weight),
                tangents: memory.adjointTangent(head.output, k),
                memory.tangent(head.weight, k),
                at: y,
                memory.tangent(output, k),
                columnSums: sums,
                accumulate: adds
            )
            return
        }
        switch activation {
        case .identity: sums?.setColumnSums(of: slopeTangent, accumulate: adds)
        case .tanh:
            let tangent = memory.tangent(output, k)
            slopeTangent.setTanhBackwardTangent(
                slopeTangent,
                slope,
                at: y,
                tangent,
                columnSums: sums,
                accumulate: adds
            )
        case .relu: slopeTangent.setReluBackward(slopeTangent, at: y, columnSums: sums, accumulate: adds)
        case .gelu, .sin:
            slopeTangent.setDerivativeBackwardTangent(
                slopeTangent,
                slope,
                zdot: memory.scratchTangent(inner, k),
                first: memory.scratch(first),
                second: memory.scratch(second),
                columnSums: sums,
                accumulate: adds
            )
        }
    }
}

extension Recorder {
    /// Records y = φ(x·Wᵀ + b) for x of shape …, inputs and W of shape outputs, inputs; y has the shape …, outputs.
    public mutating func dense(
        _ x: Node,
        weight: Node,
        bias: Node? = nil,
        activation: Activation = .identity
    ) -> Node {
        precondition(
            weight.shape.count == 2 && weight.columns == x.columns && bias.map { $0.shape == [weight.rows] } ?? true,
            "x \(x.shape), W \(weight.shape), b \(bias?.shape ?? [])"
        )
        precondition(weight.slot.space == .parameters && x.slot.space != .parameters)
        let count = x.rows * weight.rows
        let keeps = activation.keepsDerivatives
        let primitive = Dense(
            input: Operand(x),
            weight: Operand(weight),
            bias: bias.map(Operand.init),
            activation: activation,
            inputs: x.columns,
            outputs: weight.rows,
            slopes: scratch(activation == .identity ? 0 : count),
            first: scratch(keeps ? count : 0),
            second: scratch(keeps ? count : 0),
            inner: scratchTangent(keeps ? count : 0)
        )
        return record(primitive, shape: Array(x.shape.dropLast()) + [weight.rows])
    }
}
