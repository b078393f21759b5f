/// y_r = s·E[w_r]: the row of a table for each word, times a fixed scale.
///
/// E is vocabulary × width. Its gradient sums the rows' adjoints in the order of the words, so that it is
/// reproducible.
struct Embedding: Primitive {
    var table: Operand
    var output = Slot.unset
    let words: Range<Int>
    let width: Int
    let scale: Double

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&table)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        gather(memory, from: memory.value(table.slot), into: memory.value(output))
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        scatter(memory, from: memory.adjoint(output), into: memory.adjoint(table.slot))
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            gather(memory, from: memory.tangent(table.slot, k), into: memory.tangent(output, k))
        }
    }

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            scatter(memory, from: memory.adjointTangent(output, k), into: memory.adjointTangent(table.slot, k))
        }
    }

    private func gather<S: Scalar>(_ memory: Memory<S>, from table: Block<S>, into output: Block<S>) {
        for (place, word) in words.enumerated() {
            row(output, place).copy(from: row(table, Int(memory.tokens[word])))
        }
        if scale != 1 { output.scale(by: scale) }
    }

    private func scatter<S: Scalar>(_ memory: Memory<S>, from slopes: Block<S>, into target: Block<S>) {
        if !table.adds { target.fill(0) }
        for (place, word) in words.enumerated() {
            row(target, Int(memory.tokens[word])).add(row(slopes, place), times: scale)
        }
    }

    private func row<S>(_ block: Block<S>, _ index: Int) -> Block<S> {
        block[index * width..<(index + 1) * width]
    }
}

extension Recorder {
    /// Records the rows of `table`, of shape vocabulary, width, for `words`; the result has the shape words, width.
    ///
    /// Words must be less than the vocabulary.
    public mutating func embedding(_ table: Node, words: Range<Int>, scale: Double = 1) -> Node {
        precondition(table.shape.count == 2 && table.slot.space == .parameters, "a table of shape \(table.shape)")
        let primitive = Embedding(table: Operand(table), words: words, width: table.columns, scale: scale)
        return record(primitive, shape: [words.count, table.columns])
    }
}
