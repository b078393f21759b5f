public import Settings

/// y = 2·tanh(Σ wᵢ·u(tokenᵢ)) + noise over short sequences of tokens, some of which may be absent.
///
/// A row of an embedding is trained only while its token occurs, so a gap in the data is a gap in the row's
/// gradients. u is standard normal for each token, wᵢ normal for each position with standard deviation 1/√length.
/// `from` and `to` limit which tokens occur, so a gap is a shift to fewer of them; `meaning` draws u again for the
/// upper half. Neither changes the meaning of the other tokens, nor any shape.
public struct TokenSum: DataGenerator {
    public static let name = "token-sum"
    public static let summary = "Sequences of tokens with a bounded sum of their meanings as target."
    public static let settings: [Setting<TokenSum>] = [
        .samples(\.samples),
        Setting("tokens", \.tokens, in: 2...1_000_000, "The size of the vocabulary."),
        Setting("length", \.length, in: 1...10_000, "The number of tokens of a sequence."),
        Setting("from", \.from, in: 0...1_000_000, "The first token that occurs."),
        Setting("to", \.to, in: 0...1_000_000, "The last token that occurs; 0 means the vocabulary's last."),
        Setting(
            "meaning",
            \.meaning,
            in: 0...1_000_000,
            "0 keeps the meaning of all tokens; any other number draws a new one for the upper half of the vocabulary."
        ),
        .targetNoise(\.noise),
    ]

    /// The number of samples.
    public var samples = 16_384
    /// The size of the vocabulary.
    public var tokens = 40
    /// The number of tokens of a sequence.
    public var length = 4
    /// The first token that occurs.
    public var from = 0
    /// The last token that occurs; 0 for the vocabulary's last.
    public var to = 0
    /// The version of the upper half's meanings.
    public var meaning = 0
    /// The standard deviation of the noise on the targets.
    public var noise = 0.3

    public init() {}

    public func validate() throws {
        let last = to == 0 ? tokens - 1 : to
        guard last < tokens else {
            let help = "tokens count from 0, so at most \(tokens - 1)"
            throw SettingFault(.outOfRange, at: ["to"], "there is no token \(to) among \(tokens)", help: help)
        }
        guard from <= last else {
            throw SettingFault(.conflict, at: ["from"], "no token lies from \(from) to \(last)")
        }
        try checkSize()
    }

    public var count: Int { samples }
    public var shape: DataShape { DataShape(.tokens(length: length, vocabulary: tokens), .vectors(width: 1)) }

    public func dataset(seed: Int) -> Dataset {
        var rule = Random(seed: seed, stream: "data.rule")
        let weights = rule.normals(length).map { $0 / Double(length).squareRoot() }
        var meanings = rule.normals(tokens)
        if meaning != 0 {
            var other = Random(seed: seed, stream: "data.rule.\(meaning)")
            for token in tokens / 2..<tokens { meanings[token] = other.normal() }
        }
        var random = Random(seed: seed, stream: "data.inputs")
        let kinds = (to == 0 ? tokens - 1 : to) - from + 1
        let inputs = (0..<samples * length).map { _ in Int32(from + random.below(kinds)) }
        var targets = (0..<samples).map { sample in
            var sum = 0.0
            for i in 0..<length { sum += weights[i] * meanings[Int(inputs[sample * length + i])] }
            return 2 * Elementary.hyperbolicTangent(sum)
        }
        TargetNoise.add(noise, to: &targets, seed: seed)
        return Dataset(.indices(inputs), .numbers(targets), shape: shape)
    }
}
