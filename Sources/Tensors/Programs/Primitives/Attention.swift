/// Multi-head attention of Vaswani and others (2017): in each head A = softmax(Q·Kᵀ/√d), O = A·V, causal if wanted.
///
/// Q, K, V and O have the shape sequences·length, heads·d; a head is a stretch of d columns. With S the scores, s = 1/√d and
/// ρ(U) the softmax's rule A∘(U − Σ_row A∘U):
/// - adjoint: Ā = Ō·Vᵀ, S̄ = ρ(Ā), V̄ = Aᵀ·Ō, Q̄ = s·S̄·K, K̄ = s·S̄ᵀ·Q
/// - tangent: Ṡ = s·(Q̇·Kᵀ + Q·K̇ᵀ), Ȧ = ρ(Ṡ), Ȯ = Ȧ·V + A·V̇
/// - adjoint's tangent: Ā˙ = Ō˙·Vᵀ + Ō·V̇ᵀ, S̄˙ = ρ(Ā˙) + Ȧ∘(Ā − Σ A∘Ā) − A·Σ Ȧ∘Ā, and the products' rules
struct Attention: Primitive {
    var query: Operand
    var key: Operand
    var value: Operand
    var output = Slot.unset
    let sequences: Int
    let length: Int
    let heads: Int
    /// d, the number of columns of a head.
    let depth: Int
    let isCausal: Bool
    /// A, Ā and S̄ of every head of every sequence.
    let weights: Range<Int>
    let slopes: Range<Int>
    let scoreSlopes: Range<Int>
    /// Ȧ in each direction.
    let weightTangents: Range<Int>
    /// S̄˙ of one head.
    let spare: Range<Int>

    private var scale: Double { 1 / Double(depth).squareRoot() }
    private var area: Int { length * length }

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&value)
        body(&query)
        body(&key)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        let (q, k, v) = (memory.value(query.slot), memory.value(key.slot), memory.value(value.slot))
        forEachHead { head, place in
            let a = square(memory.scratch(weights), head)
            matrix(a).set(rows(q, place), times: rows(k, place).transposed, factor: scale)
            a.setSoftmax(of: a, columns: length, causal: isCausal)
            rows(memory.value(output), place).set(matrix(a), times: rows(v, place))
        }
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        let (q, k, v) = (memory.value(query.slot), memory.value(key.slot), memory.value(value.slot))
        forEachHead { head, place in
            let a = square(memory.scratch(weights), head)
            let slope = square(memory.scratch(slopes), head)
            let scoreSlope = square(memory.scratch(scoreSlopes), head)
            let outer = rows(memory.adjoint(output), place)
            matrix(slope).set(outer, times: rows(v, place).transposed)
            scoreSlope.setSoftmaxDerivative(slope, at: a, columns: length)
            rows(memory.adjoint(value.slot), place).set(matrix(a).transposed, times: outer, beta: value.beta)
            rows(memory.adjoint(query.slot), place).set(
                matrix(scoreSlope),
                times: rows(k, place),
                beta: query.beta,
                factor: scale
            )
            rows(memory.adjoint(key.slot), place).set(
                matrix(scoreSlope).transposed,
                times: rows(q, place),
                beta: key.beta,
                factor: scale
            )
        }
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {
        let (q, k, v) = (memory.value(query.slot), memory.value(key.slot), memory.value(value.slot))
        for direction in 0..<memory.directions {
            forEachHead { head, place in
                let a = square(memory.scratch(weights), head)
                let tangent = square(memory.scratchTangent(weightTangents, direction), head)
                let queryTangent = rows(memory.tangent(query.slot, direction), place)
                let keyTangent = rows(memory.tangent(key.slot, direction), place)
                matrix(tangent).set(queryTangent, times: rows(k, place).transposed, factor: scale)
                matrix(tangent).set(rows(q, place), times: keyTangent.transposed, beta: 1, factor: scale)
                tangent.setSoftmaxDerivative(tangent, at: a, columns: length)
                let outer = rows(memory.tangent(output, direction), place)
                outer.set(matrix(tangent), times: rows(v, place))
                outer.set(matrix(a), times: rows(memory.tangent(value.slot, direction), place), beta: 1)
            }
        }
    }

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        let (q, k, v) = (memory.value(query.slot), memory.value(key.slot), memory.value(value.slot))
        for direction in 0..<memory.directions {
            forEachHead { head, place in
                let a = square(memory.scratch(weights), head)
                let slope = square(memory.scratch(slopes), head)
                let scoreSlope = square(memory.scratch(scoreSlopes), head)
                let tangent = square(memory.scratchTangent(weightTangents, direction), head)
                let outer = rows(memory.adjoint(output), place)
                let outerTangent = rows(memory.adjointTangent(output, direction), place)

                let scoreTangent = square(memory.scratch(spare), 0)
                matrix(scoreTangent).set(outerTangent, times: rows(v, place).transposed)
                matrix(scoreTangent).set(
                    outer,
                    times: rows(memory.tangent(value.slot, direction), place).transposed,
                    beta: 1
                )
                scoreTangent.setSoftmaxBackwardTangent(scoreTangent, slope, at: a, tangent, columns: length)

                let valueSlope = rows(memory.adjointTangent(value.slot, direction), place)
                valueSlope.set(matrix(tangent).transposed, times: outer, beta: value.beta)
                valueSlope.set(matrix(a).transposed, times: outerTangent, beta: 1)
                let querySlope = rows(memory.adjointTangent(query.slot, direction), place)
                querySlope.set(matrix(scoreTangent), times: rows(k, place), beta: query.beta, factor: scale)
                querySlope.set(
                    matrix(scoreSlope),
                    times: rows(memory.tangent(key.slot, direction), place),
                    beta: 1,
                    factor: scale
                )
                let keySlope = rows(memory.adjointTangent(key.slot, direction), place)
                keySlope.set(matrix(scoreTangent).transposed, times: rows(q, place), beta: key.beta, factor: scale)
                keySlope.set(
                    matrix(scoreSlope).transposed,
                    times: rows(memory.tangent(query.slot, direction), place),
                    beta: 1,
                    factor: scale
                )
            }
        }
    }
}

// Positions of heads in memory.
extension Attention {
    /// Calls `body` for each head with its number and the index of its first element in Q, K, V and O.
    private func forEachHead(_ body: (_ head: Int, _ place: Int) -> Void) {
        let width = heads * depth
        for sequence in 0..<sequences {
            for head in 0..<heads { body(sequence * heads + head, sequence * length * width + head * depth) }
        }
    }

    /// A head's rows of Q, K, V or O.
    private func rows<S>(_ block: Block<S>, _ place: Int) -> Matrix<S> {
        Matrix(block.start + place, length, depth, stride: heads * depth)
    }

    /// A head's length × length numbers.
    private func square<S>(_ block: Block<S>, _ head: Int) -> Block<S> {
        block[head * area..<(head + 1) * area]
    }

    /// The same numbers as a matrix.
    private func matrix<S>(_ square: Block<S>) -> Matrix<S> { Matrix(square, columns: length) }
}

extension Recorder {
    /// Attention over sequences of `length` rows.
    ///
    /// Query, key and value have the same shape: sequences·length, width; `heads` must divide the width.
    public mutating func attention(
        query: Node,
        key: Node,
        value: Node,
        length: Int,
        heads: Int,
        isCausal: Bool
    ) -> Node {
        precondition(query.shape == key.shape && query.shape == value.shape, "\(query.shape), \(key.shape)")
        precondition(query.rows % length == 0 && query.columns % heads == 0, "\(query.shape), \(heads) heads")
        let sequences = query.rows / length
        let count = sequences * heads * length * length
        let primitive = Attention(
            query: Operand(query),
            key: Operand(key),
            value: Operand(value),
            sequences: sequences,
            length: length,
            heads: heads,
            depth: query.columns / heads,
            isCausal: isCausal,
            weights: scratch(count),
            slopes: scratch(count),
            scoreSlopes: scratch(count),
            weightTangents: scratchTangent(count),
            spare: scratch(length * length)
        )
        return record(primitive, shape: query.shape)
    }
}
