/// A fault or warning for an author: a message with its place, a searchable identifier, and help.
public struct Diagnostic: Sendable, Hashable {
    /// The severity: an error prevents building the book, a warning does not.
    public enum Severity: String, Sendable {
        case error, warning
    }

    /// The severity.
    public var severity: Severity
    /// A stable name such as `directive.unknown-key`, for filters and for searching.
    public var id: String
    /// The place; nil when it is not in a file, as for a command-line argument.
    public var place: Place?
    /// One sentence in lower case that names the offending value.
    public var message: String
    /// What the author can do, such as the nearest name or the allowed range.
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
    /// Orders by file, line and column, so that a report runs from the beginning of the first chapter to the end of
    /// the last.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        left.order == right.order ? left.remainder < right.remainder : left.order < right.order
    }

    private var order: (String, Int, Int, String, String) {
        (place?.file ?? "", place?.line ?? 0, place?.column ?? 0, id, message)
    }

    /// The remaining properties, so that the order of unequal diagnostics never depends on a set's order.
    private var remainder: (Int, String, Int, String) {
        (place?.length ?? 0, severity.rawValue, help == nil ? 0 : 1, help ?? "")
    }
}
