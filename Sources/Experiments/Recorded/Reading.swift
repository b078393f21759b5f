import Logs
import Traces

/// How the log of a run was read: what a reader must know to trust what was found in it.
public struct Reading: Sendable, Hashable, Codable {
    /// A number that is none, at a step.
    public struct NonFinite: Sendable, Hashable, Codable {
        /// The step.
        public var step: Int
        /// The column.
        public var column: String
        /// `nan`, `inf` or `-inf`.
        public var value: String
    }

    /// A loss that was evaluated beside the steps.
    public struct Evaluation: Sendable, Hashable, Codable {
        /// The step.
        public var step: Int
        /// Its column, such as `eval_loss`.
        public var column: String
        /// The loss.
        public var value: Double
    }

    /// A stretch without entries.
    public struct Gap: Sendable, Hashable, Codable {
        /// The last step before it.
        public var after: Int
        /// The first step after it.
        public var before: Int
    }

    /// The format's name.
    public var format: String
    /// What the loss is of: `step`, `window`, `epoch`, `ema` or `unknown`.
    public var lossKind: String
    /// The unit of the loss; empty for the natural one.
    public var unit: String
    /// How many rows hold a value of a known column.
    public var rows: Int
    /// The usual distance of two entries' steps; nil when there is none.
    public var stride: Int?
    /// How many entries were recorded again later; the last ones count.
    public var repeated: Int
    /// How many rows were left out, by the reason.
    public var dropped: [String: Int]
    /// The log's own names by the columns of the trace.
    public var columns: [String: String]
    /// The columns of a trace of which nothing is known.
    public var notRecorded: [String]
    /// Where entries are missing.
    public var gaps: [Gap]
    /// The values that are no finite numbers.
    public var nonFinite: [NonFinite]
    /// Losses of evaluations.
    public var evaluations: [Evaluation]
    /// What else a reader should know, a sentence each.
    public var notes: [String]
    /// What is kept of all that the program printed which made the run; nil where a log is all that there is.
    public var output: String?

    /// How `log` was read, of which `trace` was made.
    init(of log: Log, _ trace: Trace) {
        format = log.format
        lossKind = log.lossKind.rawValue
        unit = log.unit ?? ""
        rows = log.rows
        stride = log.stride
        repeated = log.repeatedSteps
        dropped = log.dropped
        columns = log.columns
        notRecorded = DeclaredColumns.all.filter { trace[$0].allSatisfy(\.isNaN) }.map(\.name)
        gaps = log.gaps.map { Gap(after: $0.after, before: $0.before) }
        nonFinite = log.nonFinite.map { NonFinite(step: $0.step, column: $0.column, value: "\($0.value)") }
        evaluations = log.evaluations.sorted { $0.key < $1.key }.flatMap { column, values in
            values.filter(\.value.isFinite).map { Evaluation(step: $0.step, column: column, value: $0.value) }
        }
        notes = log.notes
    }
}
