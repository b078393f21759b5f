public import Traces

/// A log that was read: the trace, and the decisions made in reading it.
public struct Log: Sendable {
    /// The part of a log that one start of the program wrote.
    public struct Segment: Sendable, Hashable {
        /// The index of its file, from 0.
        public var file: Int
        /// The line, record or row at which it begins, from 1.
        public var line: Int
        /// Its first step.
        public var first: Int
        /// Its greatest step.
        public var last: Int
        /// The number of its rows, including those repeated later.
        public var rows: Int
    }

    /// A range of steps without entries that is longer than usual in the log.
    public struct Gap: Sendable, Hashable {
        /// The last step before it.
        public var after: Int
        /// The first step after it.
        public var before: Int
    }

    /// A value that is not finite.
    public struct NonFinite: Sendable, Hashable {
        /// The step.
        public var step: Int
        /// The column's canonical name.
        public var column: String
        /// NaN or an infinity.
        public var value: Double

        /// Compares values by their bits, so that NaN equals NaN.
        public static func == (left: NonFinite, right: NonFinite) -> Bool {
            left.step == right.step && left.column == right.column
                && left.value.bitPattern == right.value.bitPattern
        }

        /// Hashes the step and the column.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(step)
            hasher.combine(column)
        }
    }

    /// The format's name in ``LogFormats``.
    public internal(set) var format: String
    /// The files that were read, in order.
    public internal(set) var files: [String]
    /// The run that was read, if the files hold several.
    public internal(set) var run: String?
    /// The recorded trace: an entry for each step with a loss.
    public internal(set) var trace = Trace()
    /// The number of rows with a value in a known column.
    public internal(set) var rows = 0
    /// The number of rows or lines that were left out, by reason.
    public internal(set) var dropped: [String: Int] = [:]
    /// The name in the file for each canonical column found, including the step.
    public internal(set) var columns: [String: String] = [:]
    /// The canonical columns that the log lacks.
    public internal(set) var notRecorded: [String] = []
    /// What the loss is measured over.
    public internal(set) var lossKind = LossKind.unknown
    /// The unit of the loss, such as `bits`; nil for nats.
    public internal(set) var unit: String?
    /// The usual distance between the steps of entries; nil when there is none.
    public internal(set) var stride: Int?
    /// The gaps, where entries are missing.
    public internal(set) var gaps: [Gap] = []
    /// The starts of the program, in log order.
    public internal(set) var segments: [Segment] = []
    /// The number of entries that were recorded again later.
    ///
    /// The last record counts.
    public internal(set) var repeatedSteps = 0
    /// The values that are not finite, by step.
    public internal(set) var nonFinite: [NonFinite] = []
    /// The losses of evaluations, which are not entries, by canonical name.
    public internal(set) var evaluations: [String: [Evaluation]] = [:]
    /// The distance of neighbouring values in columns written with a fixed number of decimals.
    public internal(set) var rounding: [String: Double] = [:]
    /// Further notes for the reader, one sentence each.
    public internal(set) var notes: [String] = []

    /// A loss measured in an evaluation.
    public struct Evaluation: Sendable, Hashable {
        /// The step.
        public var step: Int
        /// The loss.
        public var value: Double
    }
}
