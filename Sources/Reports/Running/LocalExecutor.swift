public import Experiments
import Foundation

/// Carries out runs in this process, each on the thread that asks for it.
public struct LocalExecutor: Executor {
    private let origin: Origin
    private let clock: RunClock
    private let check: @Sendable (RunRequest) throws -> Void

    /// An executor on this machine.
    /// - Parameters:
    ///   - origin: what records say of where they were made.
    ///   - clock: by what records are dated.
    ///   - check: called before each run; what it throws fails the run.
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
