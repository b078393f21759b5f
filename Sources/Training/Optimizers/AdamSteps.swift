import Tensors

/// The vectors of one block in a step of Adam's family.
struct AdamPiece<S: Scalar> {
    /// The index range of the block in the flat vectors.
    let range: Range<Int>
    /// θ, after a decoupled weight decay.
    let parameters: Block<S>
    /// The gradient that is followed: ±g plus a coupled weight decay.
    let slope: Block<S>
    /// m.
    let first: Block<S>
    /// v.
    let second: Block<S>
    /// Memory for the denominator.
    let denominator: Block<S>
}

extension AdamFamily {
    /// Counts a step and returns whether v is updated in it.
    ///
    /// A v that never had a gradient is not frozen: its first one still counts.
    func begin<S: Scalar>(_ state: OptimizerState<S>) -> Bool {
        state.step += 1
        if shared.freezesSecond && state.scalars[0] > 0 { return false }
        state.scalars[0] += 1
        return true
    }

    /// The number of updates of v.
    func secondSteps<S: Scalar>(_ state: OptimizerState<S>) -> Int { Int(state.scalars[0]) }

    /// 1 − β1ᵗ; 1 when the bias is left.
    func firstCorrection<S: Scalar>(_ state: OptimizerState<S>) -> Double {
        shared.correctsFirst ? biasCorrection(shared.beta1, state.step) : 1
    }

    /// 1 − β2ᵗ with the updates of v for t; 1 when the bias is left.
    func secondCorrection<S: Scalar>(_ state: OptimizerState<S>) -> Double {
        shared.correctsSecond ? biasCorrection(shared.beta2, secondSteps(state)) : 1
    }

    /// Runs `rule` on every block of `part`.
    ///
    /// Before it, the two weight decays and the direction are applied; after it, a lazy variant restores what it must
    /// not change.
    func forEachPiece<S: Scalar>(
        of state: OptimizerState<S>,
        _ parameters: Vector<S>,
        gradient: Vector<S>,
        in part: Range<Int>,
        _ rule: (AdamPiece<S>) -> Void
    ) {
        let coupled = shared.decouplesWeightDecay ? 0 : shared.weightDecay
        let decoupled = shared.decouplesWeightDecay ? learningRate * shared.weightDecay : 0
        forEachBlock(in: part) { range in
            let piece = AdamPiece(
                range: range,
                parameters: parameters[range],
                slope: slope(gradient[range], decay: coupled, of: parameters[range], in: state.block(0, range.count)),
                first: state.first[range],
                second: state.second[range],
                denominator: state.block(1, range.count)
            )
            if shared.isLazy { keep(piece, state) }
            if decoupled != 0 { piece.parameters.scale(by: 1 - decoupled) }
            rule(piece)
            if shared.isLazy { putBack(piece, gradient[range], state) }
        }
    }

    private func keep<S: Scalar>(_ piece: AdamPiece<S>, _ state: OptimizerState<S>) {
        let count = piece.range.count
        state.block(2, count).copy(from: piece.first)
        state.block(3, count).copy(from: piece.second)
        state.block(4, count).copy(from: piece.parameters)
    }

    /// Restores the saved values where the gradient is zero: the new ones times |sign g|, plus the old ones times 1 −
    /// |sign g|.
    private func putBack<S: Scalar>(_ piece: AdamPiece<S>, _ gradient: Block<S>, _ state: OptimizerState<S>) {
        let count = piece.range.count
        let (moved, kept) = (state.block(5, count), state.block(6, count))
        moved.setSign(of: gradient)
        moved.setMagnitude(of: moved)
        kept.fill(1)
        kept.add(moved, times: -1)
        blend(piece.first, state.block(2, count))
        blend(piece.second, state.block(3, count))
        blend(piece.parameters, state.block(4, count))

        func blend(_ new: Block<S>, _ old: Block<S>) {
            old.multiply(by: kept)
            new.multiply(by: moved)
            new.add(old)
        }
    }

    /// Sets `denominator` to √v̂ + ε, or √(v̂ + ε), with v̂ = v/correction not below its lower limit.
    func setDenominator<S: Scalar>(_ denominator: Block<S>, of second: Block<S>, correction: Double) {
        guard shared.hasEpsilonInside || shared.floor > 0 else {
            denominator.setRoot(of: second, over: correction.squareRoot(), plus: shared.epsilon)
            return
        }
        denominator.copy(from: second)
        denominator.divide(by: correction)
        if shared.floor > 0 { denominator.floor(at: shared.floor) }
        if shared.hasEpsilonInside {
            denominator.setRoot(of: denominator, plusInside: shared.epsilon)
        } else {
            denominator.setRoot(of: denominator, plus: shared.epsilon)
        }
    }
}

extension AdamFamily {
    /// Writes D = 1/(√v̂ + ε) for v̂ = `second`/correction.
    func setDiagonal<S: Scalar>(_ diagonal: Vector<Double>, of second: Vector<S>, correction: Double) {
        diagonal.all.convert(from: second.all)
        setDenominator(diagonal.all, of: diagonal.all, correction: correction)
        diagonal.all.reciprocal()
    }
}

extension Block {
    /// s ← s/x for a number x, rounded once.
    func divide(by x: Double) { if x != 1 { scale(by: 1 / x) } }
}
