/// The shape of one sample of a data set: the form of its input and of its target.
public struct DataShape: Sendable, Hashable {
    /// The form of one input.
    public enum Inputs: Sendable, Hashable {
        /// Real numbers with these extents: `[50]`, or `[channels, height, width]` row by row.
        case vectors([Int])
        /// `length` tokens from 0 to below `vocabulary`.
        case tokens(length: Int, vocabulary: Int)

        /// The number of elements of one input.
        public var width: Int {
            switch self {
            case .vectors(let extents): extents.reduce(1, *)
            case .tokens(let length, _): length
            }
        }
    }

    /// The form of one target.
    public enum Targets: Sendable, Hashable {
        /// `width` real numbers.
        case vectors(width: Int)
        /// Classes from 0 to below `count`: one for each sample, or one at each of `positions` for next-token
        /// prediction.
        case classes(positions: Int, count: Int)

        /// The number of elements of one target.
        public var width: Int {
            switch self {
            case .vectors(let width): width
            case .classes(let positions, _): positions
            }
        }
    }

    /// The form of one input.
    public var inputs: Inputs
    /// The form of one target.
    public var targets: Targets

    /// Pairs the form of an input with that of a target.
    public init(_ inputs: Inputs, _ targets: Targets) {
        self.inputs = inputs
        self.targets = targets
    }

    /// The shape in words, such as `vectors [50] → vectors [1]`.
    public var text: String {
        let input =
            switch inputs {
            case .vectors(let extents): "vectors \(extents)"
            case .tokens(let length, let vocabulary): "\(length) of \(vocabulary) tokens"
            }
        let target =
            switch targets {
            case .vectors(let width): "vectors [\(width)]"
            case .classes(1, let count): "one of \(count) classes"
            case .classes(let positions, let count): "one of \(count) classes at each of \(positions) positions"
            }
        return "\(input) → \(target)"
    }
}
