public import Analysis
public import Settings
public import Training

/// Everything that decides what one run records, resolved: defaults filled in, sweep and seeds expanded.
///
/// The type says where the trace comes from; a ``CoreRun``, for example, is made by this program's own core.
public protocol RunSpecification: Sendable {
    /// The seed of all random numbers.
    var seed: Int { get set }
    /// The spike detector.
    var detector: SpikeDetector { get }
    /// The specification, detector included, as a tree of plain values with every default filled in.
    var canonical: Value { get }
    /// The files that it reads.
    var files: InputFiles { get }
    /// Whether the trace itself depends on the detector, which normally decides only its analysis.
    var asksDetector: Bool { get }
    /// Whether there is a loss, in which spikes can be found.
    var hasLoss: Bool { get }
    /// The optimizer from the first step on; nil when it is unknown.
    var rule: (any Optimizer)? { get }
    /// The planned number of steps; nil when only the trace determines it.
    var plannedSteps: Int? { get }
    /// The decay of the second moment by itself.
    var momentDecay: MomentDecay { get }
    /// A text that is equal for runs whose steps have the same cost.
    var costClass: String { get }
    /// The approximate duration of a run that reaches its end, in seconds.
    var expectedSeconds: Double { get }

    /// The digest of the code that makes its trace, as stored in records.
    var version: String { get }

    /// The code that acts on the trace, as entries of the run's key.
    func code(_ code: CoreCode) -> [Value.Entry]

    /// Makes the trace; nil when `isCancelled`, which is called often, returned true.
    ///
    /// Throws the reason for a failure, which `RunFailure.reason` turns into a sentence.
    func run(isCancelled: () -> Bool) throws -> RunResult?
}

extension RunSpecification {
    /// The specification without the detector, which belongs to the analysis of the trace.
    public var canonicalTrace: Value {
        guard case .map(let entries) = canonical else { return canonical }
        return .map(entries.filter { $0.name != "detector" })
    }

    /// Makes the trace without a way to cancel it.
    public func run() throws -> RunResult? { try run(isCancelled: { false }) }
}
