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
