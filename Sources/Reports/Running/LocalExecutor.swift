public import Experiments
import Foundation

/// Makes runs in this process, each on the calling thread.
public struct LocalExecutor: Executor {
    private let origin: Origin
    private let clock: RunClock
    private let check: @Sendable (RunRequest) throws -> Void

    /// An executor on this machine.
    ///
    /// - Parameters:
    ///   - origin: where records say they were made.
    ///   - clock: the clock that dates records.
    ///   - check: called before each run; if it throws, the run fails.
    public init(
        origin: Origin = .here,
        clock: RunClock = RunClock(),
        check: @escaping @Sendable (RunRequest) throws -> Void = { _ in }
    ) {
        self.origin = origin
        self.clock = clock
        self.check = check
    }

    public func record(of request: RunRequest, isCancelled: () -> Bool) throws -> RunRecord? {
        try check(request)
        let watch = Stopwatch()
        var origin = origin
        if origin == .here { origin.core = request.specification.version }
        guard let result = try request.specification.run(isCancelled: isCancelled) else { return nil }
        return RunRecord(
            key: request.key,
            specification: request.specification.canonicalTrace.canonicalJSON,
            seed: request.specification.seed,
            origin: origin,
            wallSeconds: clock.duration(watch.seconds),
            finishedAt: clock.now().formatted(.iso8601),
            trace: result.trace,
            bisection: result.bisection,
            reading: result.reading
        )
    }
}
