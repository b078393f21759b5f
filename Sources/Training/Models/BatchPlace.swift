/// A place in a run's order of batches.
public struct BatchPlace: Sendable, Hashable {
    /// The batch's number from 1 on, which is the step's but for batches skipped or met again.
    public var number: Int
    /// The order of batches: a new one after each replacement.
    public var order: Int

    /// The place `number` in an order, the first one unless said otherwise.
    public init(_ number: Int, order: Int = 0) {
        self.number = number
        self.order = order
    }
}
