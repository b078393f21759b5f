/// Measures how long something takes, whatever becomes of the clock on the wall meanwhile.
public struct Stopwatch: Sendable {
    private let start = ContinuousClock.now

    /// Begins to measure.
    public init() {}

    /// The seconds since it was made.
    public var seconds: Double { start.duration(to: .now) / .seconds(1) }
}
