/// y = φ(x·Wᵀ + b): a dense layer with its activation.
///
/// Shapes: x rows × inputs, W outputs × inputs, b outputs, y rows × outputs. With z = x·Wᵀ + b:
/// - adjoint: z̄ = φ′(z)∘ȳ, W̄ = z̄ᵀ·x, b̄ = Σ_rows z̄, x̄ = z̄·W
/// - tangent: ż = ẋ·Wᵀ + x·Ẇᵀ + ḃ, ẏ = φ′(z)∘ż
/// - adjoint's tangent: z̄˙ = φ′(z)∘ȳ˙ + φ″(z)∘ż∘ȳ, W̄˙ = z̄˙ᵀ·x + z̄ᵀ·ẋ, b̄˙ = Σ_rows z̄˙, x̄˙ = z̄˙·W + z̄·Ẇ
struct Dense: Primitive {
    var input: Operand
    var weight: Operand
    var bias: Operand?
    var output = Slot.unset
    let activation: Activation
    let inputs: Int
    let outputs: Int
    /// z̄, which products need besides ȳ; without an activation it is ȳ.
    let slopes: Range<Int>
    /// φ′(z) and φ″(z), if they do not follow from y.
    let first: Range<Int>
    let second: Range<Int>
    /// ż in each direction, if φ″(z) is multiplied by it.
    let inner: Range<Int>
    /// The layer with one output that is the only reader of y, if there is one; then ȳ = ō⊗w is never stored.
    var head: Head?
    /// Whether x̄ is written; it is not if the layer that computes x uses this one's ō and w instead.
    var passesSlope = true

    /// A layer with one output and without activation.
    struct Head: Sendable {
        let output: Slot
        let weight: Slot
    }

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&weight)
        if var bias {
            body(&bias)
            self.bias = bias
        }
        body(&input)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        let y = memory.value(output)
        outputMatrix(y).set(
            inputMatrix(memory.value(input.slot)),
            times: inputMatrix(memory.value(weight.slot)).transposed
        )
        let b = bias.map { memory.value($0.slot) }
        switch activation {
        case .identity: if let b { y.addRow(b) }
        case .tanh: y.tanh(adding: b)
        case .relu: y.relu(adding: b)
        case .gelu: y.setGELU(of: y, adding: b, first: memory.scratch(first), second: memory.scratch(second))
        case .sin: y.setSine(of: y, adding: b, first: memory.scratch(first), second: memory.scratch(second))
        }
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        adjointThroughActivation(memory)
        let slope = outputMatrix(slopeOfGradient(memory))
        inputMatrix(memory.adjoint(weight.slot)).set(
            slope.transposed,
            times: inputMatrix(memory.value(input.slot)),
            beta: weight.beta
        )
        if input.varies && passesSlope {
            inputMatrix(memory.adjoint(input.slot)).set(
                slope,
                times: inputMatrix(memory.value(weight.slot)),
                beta: input.beta
            )
        }
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {
        let x = inputMatrix(memory.value(input.slot))
        if input.varies {
            outputMatrix(innerTangents(memory)).set(
                inputMatrix(memory.tangents(input.slot)),
                times: inputMatrix(memory.value(weight.slot)).transposed
            )
        }
        for k in 0..<memory.directions {
            outputMatrix(innerTangent(memory, k)).set(
                x,
                times: inputMatrix(memory.tangent(weight.slot, k)).transposed,
                beta: input.varies ? 1 : 0
            )
            tangentThroughActivation(memory, k)
        }
    }

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        let x = inputMatrix(memory.value(input.slot))
        let slope = outputMatrix(slopeOfGradient(memory))
        for k in 0..<memory.directions {
            adjointTangentThroughActivation(memory, k)
            let slopeTangent = outputMatrix(memory.adjointTangent(output, k))
            let product = inputMatrix(memory.adjointTangent(weight.slot, k))
            product.set(slopeTangent.transposed, times: x, beta: weight.beta)
            if input.varies {
                product.set(slope.transposed, times: inputMatrix(memory.tangent(input.slot, k)), beta: 1)
            }
        }
        guard input.varies && passesSlope else { return }
        inputMatrix(memory.adjointTangents(input.slot)).set(
            outputMatrix(memory.adjointTangents(output)),
            times: inputMatrix(memory.value(weight.slot)),
            beta: input.beta
        )
        for k in 0..<memory.directions {
            inputMatrix(memory.adjointTangent(input.slot, k)).set(
                slope,
                times: inputMatrix(memory.tangent(weight.slot, k)),
                beta: 1
            )
        }
    }

    /// A matrix with rows of y's length.
    private func outputMatrix<S>(_ block: Block<S>) -> Matrix<S> { Matrix(block, columns: outputs) }
    /// A matrix with rows of the length of those of x and W.
    private func inputMatrix<S>(_ block: Block<S>) -> Matrix<S> { Matrix(block, columns: inputs) }
}
