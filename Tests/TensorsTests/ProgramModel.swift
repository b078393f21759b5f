import TestSupport
import Testing

@testable import Tensors

/// A recording with data and parameters, on which the laws of programs are tested.
struct ProgramModel: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let recording: Recording
    let data: [(node: Node, values: [Double])]
    let words: [(range: Range<Int>, values: [Int32])]
    let parameters: [Double]

    /// Records the loss that `build` returns, with random numbers determined by the name.
    init(_ name: String, _ build: (inout ProgramBuilder) -> Node) {
        var builder = ProgramBuilder(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        let loss = build(&builder)
        testDescription = name
        data = builder.data
        words = builder.words
        recording = builder.recorder.recording(loss: loss)
        parameters = builder.numbers.normals(recording.layout.count)
    }
}

/// A recorder that draws random data when they are declared.
struct ProgramBuilder {
    var recorder = Recorder()
    var numbers: SplitMix
    private(set) var data: [(node: Node, values: [Double])] = []
    private(set) var words: [(range: Range<Int>, values: [Int32])] = []
    private var parameterCount = 0

    init(seed: UInt64) {
        numbers = SplitMix(state: seed)
    }

    /// Declares data and draws normal numbers for them.
    mutating func data(_ shape: Int...) -> Node {
        let node = recorder.data(shape)
        data.append((node, numbers.normals(node.count)))
        return node
    }

    /// Words or classes below `bound`, drawn at random or given.
    mutating func words(_ count: Int, below bound: Int) -> Range<Int> {
        words((0..<count).map { _ in Int32(numbers.next() >> 33) % Int32(bound) })
    }

    mutating func words(_ values: [Int32]) -> Range<Int> {
        let range = recorder.tokens(values.count)
        words.append((range, values))
        return range
    }

    mutating func parameter(_ shape: Int...) -> Node {
        parameterCount += 1
        return recorder.parameter("tensor\(parameterCount)", shape, fanIn: 1, fanOut: 1)
    }

    /// A node in the arena that consists of a parameter.
    ///
    /// It serves as the input of a primitive, without other operations before.
    mutating func free(_ rows: Int, _ columns: Int) -> Node {
        let table = parameter(rows, columns)
        return recorder.embedding(table, words: words((0..<Int32(rows)).map { $0 }))
    }

    /// The squared error of `node` against random targets, which has curvature in each element.
    mutating func loss(_ node: Node) -> Node {
        let target = recorder.data(node.shape)
        data.append((target, numbers.normals(node.count)))
        return recorder.squaredError(node, target: target)
    }
}

/// A model's program in one precision, with plain arrays as inputs and outputs.
final class Replay<S: Scalar> {
    let program: Program<S>
    private let parameters: Vector<S>
    private let slope: Vector<S>

    init(_ model: ProgramModel, directions: Int = 4) {
        program = Program(model.recording, directions: directions)
        parameters = Vector(model.parameters)
        slope = Vector(count: model.parameters.count)
        for (node, values) in model.data {
            let values = Vector<S>(values)
            withExtendedLifetime(values) { program.set(node, to: values.all) }
        }
        for (range, values) in model.words { values.withUnsafeBufferPointer { program.set(range, to: $0) } }
        program.prepare()
    }

    /// The loss at a point, which becomes the current one.
    func loss(at point: [Double]) -> Double {
        move(to: point)
        return program.loss(at: parameters)
    }

    /// The loss and the gradient at a point, which becomes the current one.
    func evaluate(at point: [Double]) -> (loss: Double, gradient: [Double]) {
        move(to: point)
        // The former contents of the gradient must not matter.
        slope.all.fill(.nan)
        let loss = program.evaluate(at: parameters, gradient: slope)
        return (loss, slope.doubles)
    }

    /// H·v for each vector, at the current point.
    func products(_ vectors: [[Double]]) -> [[Double]] {
        let count = parameters.count
        let directions = Vector<S>(vectors.flatMap { $0 })
        let products = Vector<S>(count: directions.count)
        products.all.fill(.nan)
        withExtendedLifetime((directions, products)) {
            program.products(at: parameters, along: directions.start, count: vectors.count, into: products.start)
        }
        return vectors.indices.map { Array(products.doubles[$0 * count..<($0 + 1) * count]) }
    }

    private func move(to point: [Double]) {
        for (index, number) in point.enumerated() { parameters[index] = S(number) }
    }
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

/// The sum a + s·b.
func sum(_ a: [Double], _ s: Double, _ b: [Double]) -> [Double] { zip(a, b).map { $0 + s * $1 } }

/// The distance ‖a − b‖ over ‖b‖ + `floor`; infinity when it is not a number.
func distance(_ a: [Double], _ b: [Double], floor: Double = 1e-300) -> Double {
    let distance = norm(sum(a, -1, b)) / (norm(b) + floor)
    return distance.isNaN ? .infinity : distance
}
