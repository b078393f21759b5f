/// A range within one line of a file: line and column count from 1, columns count characters.
public struct Place: Sendable, Hashable {
    /// The file as messages show it, relative to the working directory of the command.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in characters; one past the line's last character is its end.
    public var column: Int
    /// The number of characters, at least 1.
    public var length: Int

    /// Creates a place; by default one character long.
    public init(file: String, line: Int, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = max(1, column)
        self.length = max(1, length)
    }
}
