public import Diagnostics

/// The reason why a log could not be read, with advice.
public struct LogFault: Error, Sendable, Hashable {
    /// The fault, with its place in a file if there is one.
    public var diagnostic: Diagnostic

    /// Creates a fault of a file, or of a line of it.
    init(_ id: String, _ path: String?, line: Int? = nil, _ message: String, help: String? = nil) {
        let place = path.map { Place(file: $0, line: line ?? 1) }
        diagnostic = Diagnostic("log." + id, at: place, message, help: help)
    }
}
