public import Analysis
public import Settings
public import Training

/// Everything that decides what one run records, resolved: defaults filled in, sweep and seeds expanded.
///
/// The type says where the trace comes from, such as this program's own core (``CoreRun``).
public protocol RunSpecification: Sendable {
    /// The seed of everything that is drawn.
    var seed: Int { get set }
    /// The rule of spikes.
    var detector: SpikeDetector { get }
    /// The specification, detector included, as a tree of plain values with every default filled in.
    var canonical: Value { get }
    /// The files that it reads.
    var files: InputFiles { get }
    /// Whether the trace depends on the detector, which otherwise decides its analysis alone.
    var asksDetector: Bool { get }
    /// Whether there is a loss, so that there can be spikes.
    var hasLoss: Bool { get }
    /// The optimizer from the first step on; nil where nobody says.
    var rule: (any Optimizer)? { get }
    /// How many steps are to be taken; nil where the trace itself will tell.
    var plannedSteps: Int? { get }
    /// The decay of the second moment by itself.
    var momentDecay: MomentDecay { get }
    /// A text that is the same for runs whose steps cost the same.
    var costClass: String { get }
    /// About how many seconds the run takes if it goes to its end.
    var expectedSeconds: Double { get }

    /// The digest of the code that makes its trace, as records tell it.
    var version: String { get }

    /// What acts on the trace beside the specification without its detector, as entries of the run's key.
    func code(_ code: CoreCode) -> [Value.Entry]

    /// Makes the trace; nil when `isCancelled`, which is asked often, said so.
    ///
    /// Throws why there can be none: `RunFailure.reason` makes a sentence of it.
    func run(isCancelled: () -> Bool) throws -> RunResult?
}

extension RunSpecification {
    /// The specification without the detector, which belongs to the analysis of the trace.
    public var canonicalTrace: Value {
        guard case .map(let entries) = canonical else { return canonical }
        return .map(entries.filter { $0.name != "detector" })
    }

    /// Makes the trace.
    public func run() throws -> RunResult? { try run(isCancelled: { false }) }
}
