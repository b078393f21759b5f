/// One fault of an author, with its place, a name that can be searched for, and what to do about it.
public struct Diagnostic: Sendable, Hashable {
    /// How grave it is: an error stops the book, a warning does not.
    public enum Severity: String, Sendable {
        case error, warning
    }

    /// How grave it is.
    public var severity: Severity
    /// A stable name such as `directive.unknown-key`, for filters and for searching.
    public var id: String
    /// Where it is; nil when the fault has no place in a file (a command-line argument, say).
    public var place: Place?
    /// One sentence in lower case that names the offending value.
    public var message: String
    /// What the author can do: the nearest name, the allowed range, the other place.
    public var help: String?

    /// Creates an error.
    public init(_ id: String, at place: Place?, _ message: String, help: String? = nil) {
        self.init(.error, id, at: place, message, help: help)
    }

    /// Creates a diagnostic of either severity.
    public init(
        _ severity: Severity,
        _ id: String,
        at place: Place?,
        _ message: String,
        help: String? = nil
    ) {
        self.severity = severity
        self.id = id
        self.place = place
        self.message = message
        self.help = help
    }
}

/// A stretch of one line of a file: line and column count from 1, columns count characters.
public struct Place: Sendable, Hashable {
    /// The file as the reader should see it, relative to where the command was called.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in characters; one past the line's last character is its end.
    public var column: Int
    /// How many characters are meant, at least 1.
    public var length: Int

    /// Creates a place; one character long unless said otherwise.
    public init(file: String, line: Int, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = max(1, column)
        self.length = max(1, length)
    }
}

extension Diagnostic: Comparable {
    /// Orders by file, line and column, so that a report reads from the top of the first chapter to the end of the last.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        left.order == right.order ? left.remainder < right.remainder : left.order < right.order
    }

    private var order: (String, Int, Int, String, String) {
        (place?.file ?? "", place?.line ?? 0, place?.column ?? 0, id, message)
    }

    /// What else tells two diagnostics apart, so that unequal ones are never left to the chance of a set's order.
    private var remainder: (Int, String, Int, String) {
        (place?.length ?? 0, severity.rawValue, help == nil ? 0 : 1, help ?? "")
    }
}

/// The faults of a book, thrown together when it cannot be built.
public struct Faults: Error, Sendable, Equatable {
    /// The faults, sorted by place, without repeats.
    public var diagnostics: [Diagnostic]

    /// Sorts the faults and drops repeats.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = Set(diagnostics).sorted()
    }
}
