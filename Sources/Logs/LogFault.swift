public import Diagnostics

/// Why a log could not be read, and what to do about it.
public struct LogFault: Error, Sendable, Hashable {
    /// The fault with its place in a file, where it has one.
    public var diagnostic: Diagnostic

    /// A fault of a file, or of a line of it.
    init(_ id: String, _ path: String?, line: Int? = nil, _ message: String, help: String? = nil) {
        let place = path.map { Place(file: $0, line: line ?? 1) }
        diagnostic = Diagnostic("log." + id, at: place, message, help: help)
    }
}
