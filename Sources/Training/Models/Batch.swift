public import Settings

/// The number of samples per step, and their order.
public struct Batch: Configurable, Hashable {
    public static let name = "batch"
    public static let summary = "The number of samples per step, and their order."
    public static let settings: [Setting<Batch>] = [
        Setting("size", \.size, in: 0...(1 << 30), "The number of samples per step; 0 takes all."),
        Setting(
            "order",
            \.order,
            "Whether each sample comes once an epoch, in an order drawn anew (what does not fill a batch is left out); "
                + "each batch is drawn by itself, no sample twice; or samples come as they lie."
        ),
    ]

    /// The number of samples of a step; 0 for all.
    public var size = 0
    /// The order of samples.
    public var order = Order.shuffled

    /// The order of samples.
    public enum Order: String, Sendable, CaseIterable {
        /// Each sample once in each epoch, in a new random order.
        case shuffled
        /// Each batch drawn independently.
        case independent
        /// In the order of the data.
        case inOrder = "in-order"
    }

    /// All samples at each step.
    public init() {}

    /// Reads `full`, a number, or a map of settings.
    public init(reading value: Value) throws {
        self.init()
        switch value {
        case .text("full"): break
        case .number: try readSettings(.map([.init("size", value)]))
        case .text:
            throw SettingFaults([
                SettingFault(.wrongType, at: [], "a batch is full or a number", help: "write batch: full or batch: 32")
            ])
        default: try readSettings(value)
        }
    }
}

/// The samples of each batch, as a function of seed, order and number.
struct BatchOrder {
    private let batch: Batch
    private let seed: Int
    private var random: Random
    private var samples: [Int32]
    private var order = 0
    /// The epoch, or the number of the independent batch, for which `samples` is valid.
    private var drawn = 0

    /// The batches of `count` samples for a run's seed.
    init(_ batch: Batch, of count: Int, seed: Int) {
        self.batch = batch
        self.seed = seed
        samples = (0..<Int32(count)).map { $0 }
        random = Self.random(seed, 0)
    }

    /// The samples of a batch, valid until the next call.
    mutating func samples(at place: BatchPlace) -> ArraySlice<Int32> {
        let perEpoch = samples.count / batch.size
        let number = place.number - 1
        let isIndependent = batch.order == .independent
        if batch.order != .inOrder { draw(isIndependent ? place.number : number / perEpoch + 1, order: place.order) }
        let first = isIndependent ? 0 : number % perEpoch * batch.size
        return samples[first..<first + batch.size]
    }

    /// Shuffles as often as needed to reach the `wanted` permutation of an order.
    private mutating func draw(_ wanted: Int, order wantedOrder: Int) {
        if wantedOrder != order || wanted < drawn {
            order = wantedOrder
            drawn = 0
            random = Self.random(seed, order)
            for index in samples.indices { samples[index] = Int32(index) }
        }
        while drawn < wanted {
            // An independent batch needs only its own samples.
            let least = batch.order == .independent ? batch.size : samples.count - 1
            for index in 0..<min(least, samples.count - 1) {
                samples.swapAt(index, index + random.below(samples.count - index))
            }
            drawn += 1
        }
    }

    private static func random(_ seed: Int, _ order: Int) -> Random {
        var orders = Random(seed: seed, stream: "batches")
        for _ in 0..<order { _ = orders.next() }
        return Random(seed: Int(truncatingIfNeeded: orders.next()), stream: "batches")
    }
}
