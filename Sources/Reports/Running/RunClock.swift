public import Foundation

/// By what the records of runs say when they were made and how long it took.
///
/// Pages and queries can show both: where two builds are to give the same bytes, both have the same clock.
public struct RunClock: Sendable {
    /// When a run is finished.
    public var now: @Sendable () -> Date
    /// How long a run took, by how long it was measured to take, in seconds.
    public var duration: @Sendable (_ measured: Double) -> Double

    /// A clock; unless said otherwise the machine's.
    public init(
        now: @escaping @Sendable () -> Date = { Date() },
        duration: @escaping @Sendable (_ measured: Double) -> Double = { $0 }
    ) {
        self.now = now
        self.duration = duration
    }
}
