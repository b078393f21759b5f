public import Settings

/// Sequences in which anchor tokens determine what is done to a key item.
///
/// With two composed anchors these are the tasks of the Transformers of Bai and others 2025 (Fig. 7); with one anchor
/// that copies, their rule `3x → x` (Fig. D1).
///
/// The items are tokens 0 to items − 1. Each number s of `shifts` gives one anchor, token items + its index, which
/// stands for the function x ↦ (x + s) mod items; 0 copies the key. A sequence contains uniformly drawn items, except
/// that `composed` drawn anchors followed by the key x are at a uniformly drawn position. The target, at the last
/// position, is x after all these functions. There are as many classes as tokens, as in a next-token head.
public struct AnchorSequences: DataGenerator {
    public static let name = "anchor-sequences"
    public static let summary = "Sequences whose anchor tokens say which functions apply to the item behind them."
    public static let settings: [Setting<AnchorSequences>] = [
        .samples(\.samples),
        Setting("length", \.length, in: 2...10_000, "The number of tokens of a sequence."),
        Setting("items", \.items, in: 2...100_000, "The number of items, which are the numbers modulo itself."),
        Setting(
            "shifts",
            \.shifts,
            each: .closed(-100_000...100_000),
            atLeast: 1,
            "What each anchor adds to the key, whole numbers; the list's length is the number of anchors."
        ),
        Setting("composed", \.composed, in: 1...16, "How many anchors stand before the key."),
        .labelNoise(\.labelNoise),
    ]

    /// The number of samples.
    public var samples = 2_000
    /// The number of tokens of a sequence.
    public var length = 9
    /// The number of items.
    public var items = 40
    /// What each anchor adds to the key.
    public var shifts = [0.0, 1.0, -2.0, 5.0]
    /// The number of anchors before the key.
    public var composed = 2
    /// The probability that a label is wrong.
    public var labelNoise = 0.0

    public init() {}

    public func validate() throws {
        if let index = shifts.firstIndex(where: { $0 != $0.rounded() }) {
            let message = "\(Value.canonical(shifts[index])) is no whole number"
            throw SettingFault(.outOfRange, at: ["shifts", String(index)], message)
        }
        guard composed < length else {
            let message = "\(composed) anchors and a key do not fit into \(length) tokens"
            throw SettingFault(.conflict, at: ["composed"], message)
        }
        try checkSize()
    }

    public var count: Int { samples }
    public var shape: DataShape {
        let tokens = items + shifts.count
        return DataShape(.tokens(length: length, vocabulary: tokens), .classes(positions: 1, count: tokens))
    }

    public func dataset(seed: Int) -> Dataset {
        var random = Random(seed: seed, stream: "data.inputs")
        var inputs: [Int32] = []
        var labels: [Int32] = []
        for _ in 0..<samples {
            var sequence = (0..<length).map { _ in random.below(items) }
            let place = random.below(length - composed)
            var result = sequence[place + composed]
            for offset in 0..<composed {
                let anchor = random.below(shifts.count)
                sequence[place + offset] = items + anchor
                result += Int(shifts[anchor])
            }
            inputs += sequence.map { Int32($0) }
            labels.append(Int32((result % items + items) % items))
        }
        TargetNoise.replace(labelNoise, of: &labels, classes: items, seed: seed)
        return Dataset(.indices(inputs), .indices(labels), shape: shape)
    }
}
