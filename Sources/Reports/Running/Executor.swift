public import Experiments

/// Makes runs, on this machine or elsewhere.
public protocol Executor: Sendable {
    /// Makes a run; several threads may call this at once.
    ///
    /// - Parameters:
    ///   - request: the run.
    ///   - isCancelled: called often; when it returns true, the run is abandoned.
    /// - Returns: what the run recorded, under the key of the request; nil when it was abandoned.
    /// - Throws: the reason why it failed; other runs continue.
    func record(of request: RunRequest, isCancelled: () -> Bool) throws -> RunRecord?
}
