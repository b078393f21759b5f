/// A recording with memory, which replays loss, gradient and exact Hessian products without allocating.
///
/// It may be used by one thread only. Products are at the point of the last gradient, whose activations and adjoints
/// they use.
public final class Program<S: Scalar> {
    /// The parameters' tensors.
    public var layout: ParameterLayout { recording.layout }
    private let recording: Recording
    private let memory: Memory<S>
    private let unused: [Range<Int>]

    /// The number of elements of each kind above which several directions together are slower than one by one.
    private static var cached: Int { 100_000 }

    /// A program that processes at most `directions` Hessian products at once, by default as many as fit into the
    /// cache.
    public init(_ recording: Recording, directions: Int? = nil) {
        let directions = directions ?? max(1, min(4, Self.cached / max(1, recording.arenaCount)))
        precondition(directions >= 1, "\(directions) directions")
        self.recording = recording
        memory = Memory(recording, width: directions)
        unused = recording.unusedParameters
    }

    /// Sets real data, with as many numbers as `node` has.
    public func set(_ node: Node, to values: Block<S>) {
        precondition(node.slot.space == .constants, "\(node.shape) is no data")
        memory.value(node.slot).copy(from: values)
    }

    /// Sets words or classes.
    public func set(_ tokens: Range<Int>, to words: UnsafeBufferPointer<Int32>) {
        precondition(words.count == tokens.count, "\(words.count) words for \(tokens.count)")
        for (place, word) in zip(tokens, words) { memory.tokens[place] = word }
    }

    /// Computes everything that depends only on data; to be called after data were set.
    public func prepare() {
        for primitive in recording.preparations { primitive.value(memory) }
    }

    /// The loss at `parameters`.
    public func loss(at parameters: Vector<S>) -> Double {
        memory.bind(parameters: parameters, gradient: parameters)
        for primitive in recording.primitives { primitive.value(memory) }
        return Double(memory.value(recording.loss)[0])
    }

    /// The loss at `parameters`; writes its gradient.
    public func evaluate(at parameters: Vector<S>, gradient: Vector<S>) -> Double {
        precondition(
            parameters.count == layout.count && gradient.count == layout.count,
            "wants \(layout.count) parameters"
        )
        let loss = loss(at: parameters)
        memory.bind(parameters: parameters, gradient: gradient)
        for range in unused { gradient[range].fill(0) }
        for primitive in recording.primitives.reversed() { primitive.adjoint(memory) }
        return loss
    }

    /// Computes H·v for each of `count` directions v at the point of the last `evaluate`, whose parameters must be
    /// passed again.
    ///
    /// `directions` and `products` hold `count` vectors one after another and must not overlap.
    public func products(
        at parameters: Vector<S>,
        along directions: UnsafeMutablePointer<S>,
        count: Int,
        into products: UnsafeMutablePointer<S>
    ) {
        for start in stride(from: 0, to: count, by: memory.width) {
            let width = min(memory.width, count - start)
            let place = start * layout.count
            memory.bind(
                parameters: parameters,
                directions: directions + place,
                products: products + place,
                count: width
            )
            for direction in 0..<width {
                for range in unused {
                    let first = place + direction * layout.count + range.lowerBound
                    Block(start: products + first, count: range.count).fill(0)
                }
            }
            for primitive in recording.primitives { primitive.tangent(memory) }
            for primitive in recording.primitives.reversed() { primitive.adjointTangent(memory) }
        }
    }
}
