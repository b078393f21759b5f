public import Settings

/// Random text: tokens from a random table of transitions, with the next token as target at each position.
///
/// Given the last `order` tokens, the next one follows a row of the table, drawn from the symmetric Dirichlet
/// distribution. A small concentration gives rows with few likely tokens, a large one nearly uniform rows. A sequence
/// begins with `order` uniformly drawn tokens. On new text, no model's expected loss is below the mean entropy of the
/// rows.
public struct MarkovText: DataGenerator {
    public static let name = "markov-text"
    public static let summary = "Sequences of a random Markov chain, with the next token as target at every position."
    public static let settings: [Setting<MarkovText>] = [
        .samples(\.samples),
        Setting("length", \.length, in: 1...100_000, "The number of tokens of a sequence."),
        Setting("vocabulary", \.vocabulary, in: 2...10_000, "The number of different tokens."),
        Setting("order", \.order, in: 1...8, "How many tokens the next one depends on."),
        Setting(
            "concentration",
            \.concentration,
            in: .closed(1e-3...1e6),
            "The parameter of the Dirichlet distribution of the rows; 1 draws them evenly from all rows."
        ),
    ]

    /// The number of samples.
    public var samples = 64
    /// The number of tokens of a sequence.
    public var length = 32
    /// The number of different tokens.
    public var vocabulary = 16
    /// The number of tokens on which the next one depends.
    public var order = 1
    /// The parameter of the Dirichlet distribution.
    public var concentration = 0.3

    public init() {}

    public func validate() throws {
        // 2²⁴ numbers, 128 megabytes.
        guard (0..<order).reduce(Double(vocabulary), { size, _ in size * Double(vocabulary) }) <= 0x1p24 else {
            let message = "a table of order \(order) over \(vocabulary) tokens has more than \(1 << 24) numbers"
            throw SettingFault(.conflict, at: ["order"], message, help: "take a lower order or fewer tokens")
        }
        try checkSize()
    }

    public var count: Int { samples }
    public var shape: DataShape {
        DataShape(.tokens(length: length, vocabulary: vocabulary), .classes(positions: length, count: vocabulary))
    }

    public func dataset(seed: Int) -> Dataset {
        let table = cumulativeRows(seed: seed)
        let contexts = table.count / vocabulary
        var random = Random(seed: seed, stream: "data.inputs")
        var inputs: [Int32] = []
        var labels: [Int32] = []
        for _ in 0..<samples {
            var context = 0
            for position in 0...length {
                let token =
                    position < order
                    ? random.below(vocabulary)
                    : Self.draw(random.uniform(), table[context * vocabulary..<(context + 1) * vocabulary])
                context = (context * vocabulary + token) % contexts
                if position < length { inputs.append(Int32(token)) }
                if position > 0 { labels.append(Int32(token)) }
            }
        }
        return Dataset(.indices(inputs), .indices(labels), shape: shape)
    }

    /// The table: one row of cumulative probabilities for each context, in which the oldest token is the most
    /// significant digit.
    func cumulativeRows(seed: Int) -> [Double] {
        var rule = Random(seed: seed, stream: "data.rule")
        let contexts = (0..<order).reduce(1) { size, _ in size * vocabulary }
        var table: [Double] = []
        table.reserveCapacity(contexts * vocabulary)
        for _ in 0..<contexts {
            var sum = 0.0
            for share in rule.dirichlet(vocabulary, concentration: concentration) {
                sum += share
                table.append(sum)
            }
        }
        return table
    }

    /// The first token whose cumulative probability exceeds `level`, found by bisection; the last one if rounding
    /// leaves none.
    private static func draw(_ level: Double, _ row: ArraySlice<Double>) -> Int {
        var (low, high) = (row.startIndex, row.endIndex - 1)
        while low < high {
            let middle = (low + high) / 2
            if row[middle] > level { high = middle } else { low = middle + 1 }
        }
        return low - row.startIndex
    }
}

extension Random {
    /// `count` shares that sum to 1, from the symmetric Dirichlet distribution: normalised gamma variates.
    ///
    /// Logarithms are used so that not all shares underflow for a tiny concentration.
    mutating func dirichlet(_ count: Int, concentration: Double) -> [Double] {
        var logarithms: [Double] = []
        for _ in 0..<count { logarithms.append(logarithmOfGamma(concentration)) }
        let largest = logarithms.reduce(-.infinity, max)
        let weights = logarithms.map { Elementary.exponential($0 - largest) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// The logarithm of a gamma variate of shape a (Marsaglia and Tsang 2000): one of shape a + 1, times u^(1/a).
    private mutating func logarithmOfGamma(_ shape: Double) -> Double {
        let d = shape + 1 - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            let u = 1 - uniform()
            guard root > 0 else { continue }
            let cube = root * root * root
            if Self.logarithm(u) < 0.5 * x * x + d - d * cube + d * Self.logarithm(cube) {
                return Self.logarithm(d * cube) + Self.logarithm(1 - uniform()) / shape
            }
        }
    }
}
