public import Experiments

/// Carries out runs, here or elsewhere.
public protocol Executor: Sendable {
    /// Carries out a run; several threads ask for one each.
    /// - Parameters:
    ///   - request: the run.
    ///   - isCancelled: asked often; when it says yes, the run is given up.
    /// - Returns: what the run recorded, under the key of the request; nil when it was given up.
    /// - Throws: why it could not be carried out; the other runs go on.
    func record(of request: RunRequest, isCancelled: () -> Bool) throws -> RunRecord?
}
