/// The mean or the maximum of each window of x.
///
/// A maximum passes tangents and adjoints to the largest element, or to the first of several.
struct Pool: Primitive {
    /// The operation on a window.
    enum Kind: Sendable { case mean, largest }

    var input: Operand
    var output = Slot.unset
    let kind: Kind
    /// The elements of each window, window after window.
    let windows: [Int32]
    /// The index of the largest element of each window.
    let choices: Range<Int>

    private var size: Int { windows.count / output.count }

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&input)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        if kind == .largest { choose(memory, memory.value(input.slot)) }
        pool(memory, memory.value(input.slot), memory.value(output))
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        spread(memory, memory.adjoint(output), memory.adjoint(input.slot))
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions { pool(memory, memory.tangent(input.slot, k), memory.tangent(output, k)) }
    }

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            spread(memory, memory.adjointTangent(output, k), memory.adjointTangent(input.slot, k))
        }
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    private func choose<S: Scalar>(_ memory: Memory<S>, _ source: Block<S>) {
        let source = source.start
        for window in 0..<output.count {
            var best = windows[window * size]
            for place in window * size..<(window + 1) * size {
                let candidate = source[Int(windows[place])]
                // NaN must not be hidden by a number.
                if candidate > source[Int(best)] || candidate.isNaN { best = windows[place] }
            }
            memory.tokens[choices.lowerBound + window] = best
        }
    }

    private func pool<S: Scalar>(_ memory: Memory<S>, _ source: Block<S>, _ target: Block<S>) {
        switch kind {
        case .mean: target.setMeans(of: source, at: windows, size: size)
        case .largest: memory.tokens.withUnsafeBufferPointer { Self.take($0[choices], source, target) }
        }
    }

    private func spread<S: Scalar>(_ memory: Memory<S>, _ source: Block<S>, _ target: Block<S>) {
        if !input.adds { target.fill(0) }
        switch kind {
        case .mean: target.addShares(source, at: windows, size: size)
        case .largest: memory.tokens.withUnsafeBufferPointer { Self.give($0[choices], source, target) }
        }
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    private static func take<S: Scalar>(
        _ places: Slice<UnsafeBufferPointer<Int32>>,
        _ source: Block<S>,
        _ target: Block<S>
    ) {
        let (source, target) = (source.start, target.start)
        for (window, place) in places.enumerated() { target[window] = source[Int(place)] }
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    private static func give<S: Scalar>(
        _ places: Slice<UnsafeBufferPointer<Int32>>,
        _ source: Block<S>,
        _ target: Block<S>
    ) {
        let (source, target) = (source.start, target.start)
        for (window, place) in places.enumerated() { target[Int(place)] += source[window] }
    }
}

extension Recorder {
    /// Records the means of the size × size squares that tile each image; x has the shape images, height, width,
    /// channels.
    public mutating func averagePool(_ x: Node, size: Int) -> Node { pool(x, size: size, .mean) }

    /// Records the maxima of the size × size squares that tile each image; x has the shape images, height, width,
    /// channels.
    public mutating func maxPool(_ x: Node, size: Int) -> Node { pool(x, size: size, .largest) }

    private mutating func pool(_ x: Node, size: Int, _ kind: Pool.Kind) -> Node {
        precondition(x.shape.count == 4 && x.shape[1] % size == 0 && x.shape[2] % size == 0, "\(size) in \(x.shape)")
        let shape = [x.shape[0], x.shape[1] / size, x.shape[2] / size, x.shape[3]]
        var windows: [Int32] = []
        windows.reserveCapacity(x.count)
        for image in 0..<shape[0] {
            for row in 0..<shape[1] {
                for column in 0..<shape[2] {
                    for channel in 0..<shape[3] {
                        for place in 0..<size * size {
                            let r = row * size + place / size
                            let c = column * size + place % size
                            windows.append(Int32(((image * x.shape[1] + r) * x.shape[2] + c) * shape[3] + channel))
                        }
                    }
                }
            }
        }
        let choices = kind == .largest ? tokens(shape.reduce(1, *)) : 0..<0
        return record(Pool(input: Operand(x), kind: kind, windows: windows, choices: choices), shape: shape)
    }
}
