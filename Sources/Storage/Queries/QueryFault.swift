/// What is wrong with an author's query.
public struct QueryFault: Error, Sendable, Hashable {
    /// The kind of fault, for a diagnostic's stable name.
    public enum Kind: String, Sendable {
        case syntax, unknownTable, unknownColumn, refused, notOneQuery, timeLimit, rowLimit, sizeLimit, viewLimit,
            failed
    }

    /// The text in which the fault stands.
    public enum Source: String, Sendable {
        case sql, expect
    }

    /// Where the fault stands in its text; line and column count from 1, columns count characters.
    public struct Position: Sendable, Hashable {
        /// The line.
        public var line: Int
        /// The column, in characters.
        public var column: Int
        /// How many characters are meant.
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
    /// The text in which the fault stands.
    public var source: Source
    /// Where, nil when that is not known.
    public var position: Position?
    /// What the author can do.
    public var help: String?
}

extension QueryFault: CustomStringConvertible {
    /// One line.
    public var description: String {
        let place = position.map { "\(source.rawValue):\($0.line):\($0.column): " } ?? ""
        return place + message + (help.map { "; \($0)" } ?? "")
    }
}
