/// Measures a duration independently of changes to the system clock.
public struct Stopwatch: Sendable {
    private let start = ContinuousClock.now

    /// Starts the measurement.
    public init() {}

    /// The seconds since the start.
    public var seconds: Double { start.duration(to: .now) / .seconds(1) }
}
