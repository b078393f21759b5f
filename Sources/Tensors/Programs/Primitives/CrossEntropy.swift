/// L = mean over rows of −log softmax(y)_class: cross-entropy from logits.
///
/// With p = softmax(y), e the class's unit vector and R rows: adjoint ȳ = (p − e)/R, its tangent ȳ˙ = p∘(ẏ − Σ p∘ẏ)/R.
/// With smoothing s the target is (1 − s)·e + s/columns. As the last primitive its own adjoint is 1.
struct CrossEntropy: Primitive {
    var logits: Operand
    var output = Slot.unset
    let classes: Range<Int>
    let columns: Int
    let smoothing: Double
    /// p, and the logarithm of each row's norm.
    let probabilities: Range<Int>
    let norms: Range<Int>

    private var rows: Int { classes.count }

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&logits)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        let y = memory.value(logits.slot)
        let p = memory.scratch(probabilities)
        let norms = memory.scratch(norms)
        norms.setLogSumExp(ofRowsOf: y)
        p.setSoftmax(of: y, columns: columns)
        var total = 0.0
        for row in 0..<rows {
            total += Double(norms[row]) - (1 - smoothing) * Double(y[place(memory, row)])
            if smoothing > 0 { total -= smoothing / Double(columns) * line(y, row).sum }
        }
        memory.value(output)[0] = S(total / Double(rows))
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        let slope = memory.adjoint(logits.slot)
        slope.copy(from: memory.scratch(probabilities))
        if smoothing > 0 { slope.add(-smoothing / Double(columns)) }
        for row in 0..<rows { slope[place(memory, row)] -= S(1 - smoothing) }
        slope.scale(by: 1 / Double(rows))
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {}

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        let p = memory.scratch(probabilities)
        for k in 0..<memory.directions {
            let slope = memory.adjointTangent(logits.slot, k)
            slope.setSoftmaxDerivative(memory.tangent(logits.slot, k), at: p, columns: columns)
            slope.scale(by: 1 / Double(rows))
        }
    }

    /// The index of the row's class among the logits.
    private func place<S>(_ memory: Memory<S>, _ row: Int) -> Int {
        row * columns + Int(memory.tokens[classes.lowerBound + row])
    }

    private func line<S>(_ block: Block<S>, _ row: Int) -> Block<S> {
        block[row * columns..<(row + 1) * columns]
    }
}

extension Recorder {
    /// Cross-entropy of logits, of shape …, classes, with one class for each row; `smoothing` is label smoothing,
    /// from 0 to below 1.
    public mutating func crossEntropy(_ logits: Node, classes: Range<Int>, smoothing: Double = 0) -> Node {
        precondition(logits.rows == classes.count, "\(classes.count) classes for logits of shape \(logits.shape)")
        let primitive = CrossEntropy(
            logits: Operand(logits),
            classes: classes,
            columns: logits.columns,
            smoothing: smoothing,
            probabilities: scratch(logits.count),
            norms: scratch(logits.rows)
        )
        return record(primitive, shape: [])
    }
}
