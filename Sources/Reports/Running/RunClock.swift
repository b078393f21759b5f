public import Foundation

/// The clock by which records say when runs were made and how long they took.
///
/// Pages and queries can show both, so two builds that must give the same bytes need the same clock.
public struct RunClock: Sendable {
    /// The time at which a run is finished.
    public var now: @Sendable () -> Date
    /// The duration of a run to record, given the measured one, in seconds.
    public var duration: @Sendable (_ measured: Double) -> Double

    /// A clock; by default the machine's.
    public init(
        now: @escaping @Sendable () -> Date = { Date() },
        duration: @escaping @Sendable (_ measured: Double) -> Double = { $0 }
    ) {
        self.now = now
        self.duration = duration
    }
}
