/// A position in a run's order of batches.
public struct BatchPlace: Sendable, Hashable {
    /// The batch's number, from 1; it differs from the step's after batches were skipped or repeated.
    public var number: Int
    /// The number of the order of batches; each replacement begins a new one.
    public var order: Int

    /// The position `number` in an order, by default the first one.
    public init(_ number: Int, order: Int = 0) {
        self.number = number
        self.order = order
    }
}
