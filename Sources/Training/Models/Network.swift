import Settings
public import Tensors

/// A model that computes outputs from data, recorded once for a number of samples.
public protocol Network: Model {
    /// Throws a `SettingFault`, whose path begins at this model, when the network cannot process such samples.
    func check(_ shape: DataShape) throws
    /// Records the outputs for `samples` samples, and declares the parameters.
    ///
    /// Each sample has `positions` targets, 1 or the length of its sequence, of `outputs` numbers each, whatever the
    /// loss does with them. The result has samples · positions rows of `outputs` columns, with a sample's positions
    /// one after another. It is called only for data for which `check` did not throw.
    func record(_ recorder: inout Recorder, _ input: NetworkInput, samples: Int, positions: Int, outputs: Int) -> Node
}

extension Network {
    public var needsData: Bool { true }
}

/// The input of a network, for all samples of a batch.
public enum NetworkInput: Sendable {
    /// Real numbers with the shape samples, followed by a sample's extents.
    case values(Node)
    /// `length` tokens below `vocabulary` for each sample, sample after sample.
    case tokens(Range<Int>, length: Int, vocabulary: Int)
}

extension NetworkInput {
    /// Real inputs as one vector for each sample; they must be real numbers, which `Network.check` ensures.
    public func vectors(samples: Int) -> Node {
        guard case .values(let values) = self else { preconditionFailure("tokens for a network that takes numbers") }
        return values.reshaped(to: [samples, values.count / samples])
    }
}

extension DataShape.Targets {
    /// The number of outputs for one target: its width, or the number of classes.
    public var outputs: Int {
        switch self {
        case .vectors(let width): width
        case .classes(_, let count): count
        }
    }

    /// The number of targets of a sample: 1, or one at each position of a sequence.
    public var positions: Int {
        switch self {
        case .vectors: 1
        case .classes(let positions, _): positions
        }
    }
}

extension Network {
    /// The tensors for data of `shape`, for which `check` did not throw.
    public func layout(for shape: DataShape) -> ParameterLayout {
        var recorder = Recorder()
        _ = record(&recorder, shape, samples: 1)
        return recorder.layout
    }

    /// Declares the input for `samples` samples of `shape` and records the outputs.
    func record(_ recorder: inout Recorder, _ shape: DataShape, samples: Int) -> (input: NetworkInput, outputs: Node) {
        let input: NetworkInput =
            switch shape.inputs {
            case .vectors(let extents): .values(recorder.data([samples] + extents))
            case .tokens(let length, let vocabulary):
                .tokens(recorder.tokens(samples * length), length: length, vocabulary: vocabulary)
            }
        let (positions, width) = (shape.targets.positions, shape.targets.outputs)
        return (input, record(&recorder, input, samples: samples, positions: positions, outputs: width))
    }
}

// Checks that networks share.
extension Network {
    /// The extents of real inputs; throws when the inputs are tokens or a sample has several targets.
    func extents(of shape: DataShape) throws -> [Int] {
        guard case .vectors(let extents) = shape.inputs else {
            throw misfit(shape, "takes real numbers", help: "take embedding-mlp or transformer for tokens")
        }
        try requireOneTarget(shape)
        return extents
    }

    /// The length of sequences and the vocabulary of tokens; throws when the inputs are real numbers.
    func tokens(of shape: DataShape) throws -> (length: Int, vocabulary: Int) {
        guard case .tokens(let length, let vocabulary) = shape.inputs else {
            throw misfit(shape, "takes tokens", help: "take mlp, linear or cnn for real numbers")
        }
        return (length, vocabulary)
    }

    /// Throws when a sample has several targets.
    func requireOneTarget(_ shape: DataShape) throws {
        guard shape.targets.positions == 1 else {
            throw misfit(shape, "gives one output a sample", help: "take transformer for a target at each position")
        }
    }

    private func misfit(_ shape: DataShape, _ what: String, help: String) -> SettingFault {
        SettingFault(.conflict, at: [], "\(Self.name) \(what), the data give \(shape.text)", help: help)
    }
}

/// The numbers of units of several layers, which a setting reads as real numbers.
struct LayerSizes: Sendable, Hashable {
    /// The numbers as written.
    var written: [Double]
    /// The numbers as integers, after `check` did not throw.
    var whole: [Int] { written.map { Int($0) } }

    init(_ sizes: [Int]) {
        written = sizes.map(Double.init)
    }

    /// The allowed range of each number.
    static let bounds = Bounds.closed(1...100_000)

    /// Throws when a number of the setting `name` is not an integer.
    func check(_ name: String) throws {
        for (index, size) in written.enumerated() where size != size.rounded() {
            let message = "\(Value.canonical(size)) units are no whole number"
            throw SettingFault(.outOfRange, at: [name, String(index)], message)
        }
    }
}
