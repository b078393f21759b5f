import Settings
public import Tensors

/// A model that computes outputs from data, recorded once for a number of samples.
public protocol Network: Model {
    /// Throws a `SettingFault`, its path beginning at this model, when the network cannot take such samples.
    func check(_ shape: DataShape) throws
    /// Records the outputs for `samples` samples, declaring the parameters on the way.
    ///
    /// There are `positions` targets a sample, 1 or the length of its sequence, of `outputs` numbers each, whatever the loss
    /// makes of them. The result has samples · positions rows of `outputs` columns, a sample's positions one after another.
    /// `check` has not thrown for such data.
    func record(_ recorder: inout Recorder, _ input: NetworkInput, samples: Int, positions: Int, outputs: Int) -> Node
}

extension Network {
    public var needsData: Bool { true }
}

/// What a network reads, for all samples of a batch.
public enum NetworkInput: Sendable {
    /// Real numbers of the shape samples, then a sample's extents.
    case values(Node)
    /// `length` tokens below `vocabulary` for each sample, sample after sample.
    case tokens(Range<Int>, length: Int, vocabulary: Int)
}

extension NetworkInput {
    /// Real inputs as one vector a sample; these must be real numbers, which `Network.check` sees to.
    public func vectors(samples: Int) -> Node {
        guard case .values(let values) = self else { preconditionFailure("tokens for a network that takes numbers") }
        return values.reshaped(to: [samples, values.count / samples])
    }
}

extension DataShape.Targets {
    /// How many numbers tell one target: its width, or the number of classes.
    public var outputs: Int {
        switch self {
        case .vectors(let width): width
        case .classes(_, let count): count
        }
    }

    /// How many targets a sample has: 1, or one at each position of a sequence.
    public var positions: Int {
        switch self {
        case .vectors: 1
        case .classes(let positions, _): positions
        }
    }
}

extension Network {
    /// The tensors that it has for data of `shape`, for which `check` has not thrown.
    public func layout(for shape: DataShape) -> ParameterLayout {
        var recorder = Recorder()
        _ = record(&recorder, shape, samples: 1)
        return recorder.layout
    }

    /// Declares what it reads for `samples` samples of `shape` and records its outputs.
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

// What networks ask of the data.
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

    /// Throws when there is a target at each position.
    func requireOneTarget(_ shape: DataShape) throws {
        guard shape.targets.positions == 1 else {
            throw misfit(shape, "gives one output a sample", help: "take transformer for a target at each position")
        }
    }

    private func misfit(_ shape: DataShape, _ what: String, help: String) -> SettingFault {
        SettingFault(.conflict, at: [], "\(Self.name) \(what), the data give \(shape.text)", help: help)
    }
}

/// Numbers of units, one a layer, which a setting reads as numbers.
struct LayerSizes: Sendable, Hashable {
    /// As they were written.
    var written: [Double]
    /// As whole numbers; `check` has not thrown.
    var whole: [Int] { written.map { Int($0) } }

    init(_ sizes: [Int]) {
        written = sizes.map(Double.init)
    }

    /// What a setting allows for each.
    static let bounds = Bounds.closed(1...100_000)

    /// Throws when the `name`d setting's numbers are not whole.
    func check(_ name: String) throws {
        for (index, size) in written.enumerated() where size != size.rounded() {
            let message = "\(Value.canonical(size)) units are no whole number"
            throw SettingFault(.outOfRange, at: [name, String(index)], message)
        }
    }
}
