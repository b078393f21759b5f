public import Traces

/// A log that was read: the trace, and all that was decided on the way to it.
public struct Log: Sendable {
    /// A stretch of a log between two starts of the program.
    public struct Segment: Sendable, Hashable {
        /// The place, from 0, of its file among the files that were read.
        public var file: Int
        /// The line, record or row, from 1, at which it begins.
        public var line: Int
        /// Its first step.
        public var first: Int
        /// Its greatest step.
        public var last: Int
        /// The number of its rows, later repeated ones included.
        public var rows: Int
    }

    /// A stretch without entries that is longer than the rhythm around it.
    public struct Gap: Sendable, Hashable {
        /// The last step before it.
        public var after: Int
        /// The first step after it.
        public var before: Int
    }

    /// A value that is no finite number.
    public struct NonFinite: Sendable, Hashable {
        /// The step.
        public var step: Int
        /// The column's canonical name.
        public var column: String
        /// NaN or an infinity.
        public var value: Double

        /// NaN equals NaN here.
        public static func == (left: NonFinite, right: NonFinite) -> Bool {
            left.step == right.step && left.column == right.column
                && left.value.bitPattern == right.value.bitPattern
        }

        /// Hashes what `==` compares.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(step)
            hasher.combine(column)
        }
    }

    /// The format's name, as ``LogFormats`` lists it.
    public internal(set) var format: String
    /// The files that were read, in the order in which they count.
    public internal(set) var files: [String]
    /// The run that was read, where the files hold several.
    public internal(set) var run: String?
    /// What was recorded: an entry for each step with a loss.
    public internal(set) var trace = Trace()
    /// The number of rows that hold a value of a known column.
    public internal(set) var rows = 0
    /// How many rows or lines were left out, by the reason.
    public internal(set) var dropped: [String: Int] = [:]
    /// The name in the file of each canonical column that was found, that of the step among them.
    public internal(set) var columns: [String: String] = [:]
    /// The canonical columns that the log does not hold.
    public internal(set) var notRecorded: [String] = []
    /// What the loss is of.
    public internal(set) var lossKind = LossKind.unknown
    /// The unit of the loss, where the format has another than the natural one: `bits`.
    public internal(set) var unit: String?
    /// The usual distance of two entries' steps; nil when there is none.
    public internal(set) var stride: Int?
    /// Where entries are missing.
    public internal(set) var gaps: [Gap] = []
    /// The starts of the program, in the order of the log.
    public internal(set) var segments: [Segment] = []
    /// How many entries were recorded again later: the last ones count.
    public internal(set) var repeatedSteps = 0
    /// The values that are no finite numbers, by step.
    public internal(set) var nonFinite: [NonFinite] = []
    /// The losses of evaluations, which are no entries: by canonical name the steps and values.
    public internal(set) var evaluations: [String: [Evaluation]] = [:]
    /// The distance of neighbouring values of the columns that were written with a fixed number of decimals.
    public internal(set) var rounding: [String: Double] = [:]
    /// What else a reader should know, a sentence each.
    public internal(set) var notes: [String] = []

    /// A loss that was evaluated.
    public struct Evaluation: Sendable, Hashable {
        /// The step.
        public var step: Int
        /// The loss.
        public var value: Double
    }
}
