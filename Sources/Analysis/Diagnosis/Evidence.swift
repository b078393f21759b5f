public import Traces

/// What a log holds, and what is known of the run besides.
public struct Evidence: Sendable {
    /// A value of the log that is not finite.
    public struct NonFinite: Sendable, Hashable {
        public var step: Int
        public var column: String

        /// Names a step and a column.
        public init(step: Int, column: String) {
            self.step = step
            self.column = column
        }
    }

    public var trace: Trace
    /// Values that are not finite, by step.
    public var nonFinite: [NonFinite] = []
    /// The first steps of later starts of the program.
    public var restarts: [Int] = []
    /// Whether each loss is a mean over several steps.
    public var isAveraged = false
    /// Whether each loss is a running mean, in which a single odd batch does not end but decays.
    public var isSmoothed = false
    /// Whether entries stand for epochs, so that "steps" of the trace are many.
    public var isByEpoch = false
    /// Adam's β2; nil when it is not known.
    public var beta2: Double?
    /// The share of the data set in each batch; nil when it is not known.
    public var batchShare: Double?

    /// The evidence of a trace alone.
    public init(_ trace: Trace) { self.trace = trace }

    /// A column by entry; nil when the log has no number in it.
    func column(_ name: String) -> [Double]? {
        let values = trace[TraceColumn(name)]
        return values.contains(where: \.isFinite) ? values : nil
    }

    var losses: [Double] { trace[.loss] }

    /// The usual number of steps from one entry to the next.
    var stride: Int {
        let steps = trace.steps
        return max(1, zip(steps, steps.dropFirst()).map { Double($1 - $0) }.middle.map { Int($0) } ?? 1)
    }

    /// Within so many steps what happens belongs together: at least two entries, or one could not see it.
    func reach(_ steps: Int) -> Int { isByEpoch ? 2 : max(steps, 2 * stride) }

    /// Whether what lasts only some ten steps would show.
    var isResolved: Bool { !isByEpoch && stride <= 10 }

    /// Whether each step sees at least half of the data.
    var seesMostData: Bool { (batchShare ?? 0) >= 0.5 }

    /// The experiment's detector as it suits losses of mini-batches; full batches have no noise to exceed.
    public var detector: SpikeDetector {
        var detector = SpikeDetector()
        if !seesMostData { (detector.noiseFactor, detector.smoothing) = (5, 3) }
        return detector
    }

    /// The index of the entry at a step, or of the next one.
    func entry(at step: Int) -> Int { min(trace.entries(in: step...step).lowerBound, max(trace.count - 1, 0)) }
}
