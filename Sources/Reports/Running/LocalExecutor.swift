public import Experiments
import Foundation

/// Carries out runs in this process, each on the thread that asks for it.
public struct LocalExecutor: Executor {
    private let origin: Origin
    private let check: @Sendable (RunRequest) throws -> Void

    /// An executor on this machine.
    /// - Parameters:
    ///   - origin: what records say of where they were made.
    ///   - check: called before each run; what it throws fails the run.
    public init(origin: Origin = .here, check: @escaping @Sendable (RunRequest) throws -> Void = { _ in }) {
        self.origin = origin
        self.check = check
    }

    public func record(of request: RunRequest, isCancelled: () -> Bool) throws -> RunRecord? {
        try check(request)
        let watch = Stopwatch()
        guard let result = try Simulation(request.specification).run(isCancelled: isCancelled) else { return nil }
        return RunRecord(
            key: request.key,
            specification: request.specification.canonicalTrace.canonicalJSON,
            seed: request.specification.seed,
            origin: origin,
            wallSeconds: watch.seconds,
            finishedAt: Date().formatted(.iso8601),
            trace: result.trace,
            bisection: result.bisection
        )
    }
}
