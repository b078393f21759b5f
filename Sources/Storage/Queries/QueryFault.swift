/// An error in an author's query.
public struct QueryFault: Error, Sendable, Hashable {
    /// The kind of fault, for a diagnostic's stable name.
    public enum Kind: String, Sendable {
        case syntax, unknownTable, unknownColumn, refused, notOneQuery, timeLimit, rowLimit, sizeLimit, viewLimit,
            mixedTypes,
            unprintable, repeatedRuns, sight, order, failed
    }

    /// The text that contains the fault.
    public enum Source: String, Sendable {
        case sql, expect
    }

    /// The position of a fault in its text; line and column count from 1, columns count characters.
    public struct Position: Sendable, Hashable {
        /// The line.
        public var line: Int
        /// The column, in characters.
        public var column: Int
        /// The number of characters.
        public var length: Int

        /// Creates a position.
        public init(line: Int, column: Int, length: Int = 1) {
            self.line = line
            self.column = column
            self.length = length
        }
    }

    /// The kind of fault.
    public var kind: Kind
    /// One sentence in lower case.
    public var message: String
    /// The text that contains the fault.
    public var source: Source
    /// The position; nil when it is not known.
    public var position: Position?
    /// What the author can do about it.
    public var help: String?

    /// A fault; its position may be added later.
    public init(kind: Kind, message: String, source: Source, position: Position? = nil, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.source = source
        self.position = position
        self.help = help
    }
}

extension QueryFault {
    /// The fault of a claim's measure that contains a text.
    public static func measuredText(_ text: String, in column: String) -> QueryFault {
        let help =
            "a text is left out of median and range: write CAST(… AS REAL) AS \(column), or NULL where nothing was measured"
        return QueryFault(.mixedTypes, "the measure '\(column)' holds the text '\(text.prefix(40))'", .sql, help: help)
    }

    /// The fault of a claim's query in which several rows belong to one run.
    public static func repeatedRuns(_ message: String) -> QueryFault {
        let help =
            "count each run once: leave one experiment out, or take SELECT DISTINCT of the run's key and what you compare"
        return QueryFault(.repeatedRuns, message, .sql, help: help)
    }
}

extension QueryFault: CustomStringConvertible {
    /// The fault in one line.
    public var description: String {
        let place = position.map { "\(source.rawValue):\($0.line):\($0.column): " } ?? ""
        return place + message + (help.map { "; \($0)" } ?? "")
    }
}
