import Logs
import Traces

/// How the log of a run was read, with all that a reader must know to trust its analysis.
public struct Reading: Sendable, Hashable, Codable {
    /// A value that is not finite, at a step.
    public struct NonFinite: Sendable, Hashable, Codable {
        /// The step.
        public var step: Int
        /// The column.
        public var column: String
        /// `nan`, `inf` or `-inf`.
        public var value: String
    }

    /// A loss measured in an evaluation.
    public struct Evaluation: Sendable, Hashable, Codable {
        /// The step.
        public var step: Int
        /// Its column, such as `eval_loss`.
        public var column: String
        /// The loss.
        public var value: Double
    }

    /// A range of steps without entries.
    public struct Gap: Sendable, Hashable, Codable {
        /// The last step before it.
        public var after: Int
        /// The first step after it.
        public var before: Int
    }

    /// The format's name.
    public var format: String
    /// What the loss is measured over: `step`, `window`, `epoch`, `ema` or `unknown`.
    public var lossKind: String
    /// The unit of the loss; empty for nats.
    public var unit: String
    /// The number of rows with a value in a known column.
    public var rows: Int
    /// The usual distance between the steps of entries; nil when there is none.
    public var stride: Int?
    /// The number of entries that were recorded again later.
    ///
    /// The last record counts.
    public var repeated: Int
    /// The number of rows that were left out, by reason.
    public var dropped: [String: Int]
    /// The log's own names, by column of the trace.
    public var columns: [String: String]
    /// The columns of a trace that the log lacks.
    public var notRecorded: [String]
    /// The gaps, where entries are missing.
    public var gaps: [Gap]
    /// The first steps of later starts of the program; nil where an earlier program read the log.
    public var starts: [Int]?
    /// The values that are not finite.
    public var nonFinite: [NonFinite]
    /// The losses of evaluations.
    public var evaluations: [Evaluation]
    /// What else a reader should know, a sentence each.
    public var notes: [String]
    /// What is kept of all that the program printed which made the run; nil where a log is all that there is.
    public var output: String?

    /// Creates the description of how `log` was read into `trace`.
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
        starts = log.segments.dropFirst().map(\.first)
        nonFinite = log.nonFinite.map { NonFinite(step: $0.step, column: $0.column, value: "\($0.value)") }
        evaluations = log.evaluations.sorted { $0.key < $1.key }.flatMap { column, values in
            values.filter(\.value.isFinite).map { Evaluation(step: $0.step, column: column, value: $0.value) }
        }
        notes = log.notes
    }
}
