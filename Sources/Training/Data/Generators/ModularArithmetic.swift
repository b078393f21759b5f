public import Settings

/// Pairs of numbers modulo p as sequences (a, b, '='), with the result as the class to predict at the last position.
///
/// The numbers are tokens 0 to p − 1 and '=' is token p. There are p + 1 classes, one for each token, but '=' is
/// never the result. The seed decides which pairs are for training, and the order of all.
public struct ModularArithmetic: DataGenerator {
    public static let name = "modular-arithmetic"
    public static let summary = "Sums, differences, products or quotients modulo p, as tokens (a, b, '=')."
    public static let settings: [Setting<ModularArithmetic>] = [
        Setting("p", \.modulus, in: 2...2_000, "The modulus; a prime number for quotients."),
        Setting("operation", \.operation, "The operation on a and b."),
        Setting("share", \.share, in: .closed(0...1), "The share of all pairs that is for training, rounded down."),
        Setting("part", \.part, "Whether the pairs for training or the others are the samples."),
        .labelNoise(\.labelNoise),
    ]

    /// The operation on two numbers.
    public enum Operation: String, Sendable, CaseIterable {
        case add, subtract, multiply, divide
    }

    /// The pairs used as samples.
    public enum Part: String, Sendable, CaseIterable {
        case training
        case heldOut = "held-out"
    }

    /// The modulus p.
    public var modulus = 13
    /// The operation on a and b.
    public var operation = Operation.add
    /// The share of the pairs for training.
    public var share = 0.7
    /// The pairs used as samples.
    public var part = Part.training
    /// The probability that a label is wrong.
    public var labelNoise = 0.0

    public init() {}

    public func validate() throws {
        let isPrime = !(2..<modulus).prefix { $0 * $0 <= modulus }.contains { modulus % $0 == 0 }
        guard operation != .divide || isPrime else {
            let message = "\(modulus) is not prime, so not every number has a quotient"
            throw SettingFault(.conflict, at: ["p"], message, help: "take a prime number, such as 13, 53 or 97")
        }
        guard count > 0 else {
            let message = "no pair of \(pairs) is left for the \(part.rawValue) part"
            throw SettingFault(.conflict, at: ["share"], message, help: "take a share between 0 and 1")
        }
        try checkSize()
    }

    public var count: Int { part == .training ? training : pairs - training }
    public var shape: DataShape {
        DataShape(.tokens(length: 3, vocabulary: modulus + 1), .classes(positions: 1, count: modulus + 1))
    }

    /// The number of possible b; division excludes b = 0.
    private var divisors: Int { operation == .divide ? modulus - 1 : modulus }
    private var pairs: Int { modulus * divisors }
    /// The number of pairs for training; rounding must not turn 0.29 of 100 into 28.
    private var training: Int { Int(share * Double(pairs) + 1e-9) }

    public func dataset(seed: Int) -> Dataset {
        var random = Random(seed: seed, stream: "data.inputs")
        let order = random.permutation(of: pairs)
        let inverses = operation == .divide ? self.inverses : []
        var inputs: [Int32] = []
        var labels: [Int32] = []
        for pair in part == .training ? order[..<training] : order[training...] {
            let a = pair / divisors
            let b = pair % divisors + modulus - divisors
            let result =
                switch operation {
                case .add: a + b
                case .subtract: a - b + modulus
                case .multiply: a * b
                case .divide: a * inverses[b]
                }
            inputs += [Int32(a), Int32(b), Int32(modulus)]
            labels.append(Int32(result % modulus))
        }
        TargetNoise.replace(labelNoise, of: &labels, classes: modulus, seed: seed)
        return Dataset(.indices(inputs), .indices(labels), shape: shape)
    }

    /// The inverse c of each b from 1 on, with b·c = 1 modulo the prime p.
    private var inverses: [Int] {
        var table = [0, 1]
        // p = q·b + r gives 1/b = −q/r, and the inverse of r < b is already known.
        for b in stride(from: 2, to: modulus, by: 1) {
            table.append((modulus - modulus / b) * table[modulus % b] % modulus)
        }
        return table
    }
}
