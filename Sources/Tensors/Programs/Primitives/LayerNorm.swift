/// y = γ∘x̂ + δ with x̂ = (x − mean x)/√(var x + ε), row by row (Ba, Kiros and Hinton 2016).
///
/// With r = 1/√(var x + ε), ⟨·⟩ a row's mean and P(u) = u − ⟨u⟩ − x̂⟨x̂∘u⟩:
/// - adjoint: with u = γ∘ȳ, x̄ = r·P(u); γ̄ = Σ ȳ∘x̂, δ̄ = Σ ȳ
/// - tangent: x̂˙ = r·P(ẋ), ṙ = −r²·⟨x̂∘ẋ⟩, ẏ = γ̇∘x̂ + γ∘x̂˙ + δ̇
/// - adjoint's tangent: x̄˙ = ṙ·P(u) + r·(P(u̇) − x̂˙⟨x̂∘u⟩ − x̂⟨x̂˙∘u⟩) with u̇ = γ̇∘ȳ + γ∘ȳ˙
struct LayerNorm: Primitive {
    var input: Operand
    var gain: Operand
    var shift: Operand
    var output = Slot.unset
    let columns: Int
    let epsilon: Double
    /// x̂, followed by r of each row.
    let normalized: Range<Int>
    /// x̂˙, followed by ṙ of each row.
    let normalizedTangent: Range<Int>

    private var rows: Int { output.count / columns }

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&gain)
        body(&shift)
        body(&input)
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    func value<S: Scalar>(_ memory: Memory<S>) {
        let (x, y) = (memory.value(input.slot).start, memory.value(output).start)
        let (gamma, delta) = (memory.value(gain.slot).start, memory.value(shift.slot).start)
        let hat = memory.scratch(normalized).start
        for row in 0..<rows {
            let first = row * columns
            var sum: S = 0
            for i in first..<first + columns { sum += x[i] }
            let mean = sum / S(columns)
            var square: S = 0
            for i in first..<first + columns { square += (x[i] - mean) * (x[i] - mean) }
            let rate = 1 / (square / S(columns) + S(epsilon)).squareRoot()
            hat[output.count + row] = rate
            for j in 0..<columns {
                hat[first + j] = (x[first + j] - mean) * rate
                y[first + j] = gamma[j] * hat[first + j] + delta[j]
            }
        }
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        let slope = memory.adjoint(output).start
        let gamma = memory.value(gain.slot).start
        let (gainSum, shiftSum) = (memory.adjoint(gain.slot).start, memory.adjoint(shift.slot).start)
        let target = memory.adjoint(input.slot).start
        let hat = memory.scratch(normalized).start
        clear(gainSum, shiftSum)
        for row in 0..<rows {
            let first = row * columns
            let rate = hat[output.count + row]
            var (mean, overlap): (S, S) = (0, 0)
            for j in 0..<columns {
                let u = gamma[j] * slope[first + j]
                mean += u
                overlap += hat[first + j] * u
                gainSum[j] += slope[first + j] * hat[first + j]
                shiftSum[j] += slope[first + j]
            }
            mean /= S(columns)
            overlap /= S(columns)
            guard input.varies else { continue }
            for j in 0..<columns {
                let i = first + j
                let part = rate * (gamma[j] * slope[i] - mean - hat[i] * overlap)
                target[i] = input.adds ? target[i] + part : part
            }
        }
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    func tangent<S: Scalar>(_ memory: Memory<S>) {
        let gamma = memory.value(gain.slot).start
        let hat = memory.scratch(normalized).start
        for k in 0..<memory.directions {
            let (gammaTangent, deltaTangent) = (memory.tangent(gain.slot, k).start, memory.tangent(shift.slot, k).start)
            let tangent = memory.tangent(output, k).start
            let hatTangent = memory.scratchTangent(normalizedTangent, k).start
            // Normalised data are constant: x̂˙ = 0.
            let inner = input.varies ? memory.tangent(input.slot, k).start : nil
            for row in 0..<rows {
                let first = row * columns
                let rate = hat[output.count + row]
                var (mean, overlap): (S, S) = (0, 0)
                if let inner {
                    for i in first..<first + columns {
                        mean += inner[i]
                        overlap += hat[i] * inner[i]
                    }
                }
                mean /= S(columns)
                overlap /= S(columns)
                hatTangent[output.count + row] = -rate * rate * overlap
                for j in 0..<columns {
                    let i = first + j
                    hatTangent[i] = rate * ((inner?[i] ?? 0) - mean - hat[i] * overlap)
                    tangent[i] = gammaTangent[j] * hat[i] + gamma[j] * hatTangent[i] + deltaTangent[j]
                }
            }
        }
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        let slope = memory.adjoint(output).start
        let gamma = memory.value(gain.slot).start
        let hat = memory.scratch(normalized).start
        for k in 0..<memory.directions {
            let gammaTangent = memory.tangent(gain.slot, k).start
            let slopeTangent = memory.adjointTangent(output, k).start
            let (gainSum, shiftSum) = (
                memory.adjointTangent(gain.slot, k).start, memory.adjointTangent(shift.slot, k).start
            )
            let hatTangent = memory.scratchTangent(normalizedTangent, k).start
            let target = input.varies ? memory.adjointTangent(input.slot, k).start : nil
            clear(gainSum, shiftSum)
            for row in 0..<rows {
                let first = row * columns
                let (rate, rateTangent) = (hat[output.count + row], hatTangent[output.count + row])
                // The means of u, x̂∘u, u̇, x̂∘u̇ + x̂˙∘u.
                var (mean, overlap, meanTangent, overlapTangent): (S, S, S, S) = (0, 0, 0, 0)
                for j in 0..<columns {
                    let i = first + j
                    let u = gamma[j] * slope[i]
                    let uTangent = gammaTangent[j] * slope[i] + gamma[j] * slopeTangent[i]
                    mean += u
                    overlap += hat[i] * u
                    meanTangent += uTangent
                    overlapTangent += hat[i] * uTangent + hatTangent[i] * u
                    gainSum[j] += slopeTangent[i] * hat[i] + slope[i] * hatTangent[i]
                    shiftSum[j] += slopeTangent[i]
                }
                guard let target else { continue }
                let size = S(columns)
                for j in 0..<columns {
                    let i = first + j
                    let u = gamma[j] * slope[i]
                    let uTangent = gammaTangent[j] * slope[i] + gamma[j] * slopeTangent[i]
                    let part =
                        rateTangent * (u - mean / size - hat[i] * overlap / size)
                        + rate
                        * (uTangent - meanTangent / size - hatTangent[i] * overlap / size
                            - hat[i] * overlapTangent / size)
                    target[i] = input.adds ? target[i] + part : part
                }
            }
        }
    }

    private func clear<S: Scalar>(_ gainSum: UnsafeMutablePointer<S>, _ shiftSum: UnsafeMutablePointer<S>) {
        if !gain.adds { Block(start: gainSum, count: columns).fill(0) }
        if !shift.adds { Block(start: shiftSum, count: columns).fill(0) }
    }
}

extension Recorder {
    /// Records the normalisation of each row of x, of shape …, width; gain and shift have the shape width.
    public mutating func layerNorm(_ x: Node, gain: Node, shift: Node, epsilon: Double = 1e-5) -> Node {
        precondition(gain.shape == [x.columns] && shift.shape == [x.columns], "x \(x.shape), gain \(gain.shape)")
        let primitive = LayerNorm(
            input: Operand(x),
            gain: Operand(gain),
            shift: Operand(shift),
            columns: x.columns,
            epsilon: epsilon,
            normalized: scratch(x.count + x.rows),
            normalizedTangent: scratchTangent(x.count + x.rows)
        )
        return record(primitive, shape: x.shape)
    }
}
