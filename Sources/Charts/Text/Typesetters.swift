import Foundation

/// A pool of typesetters.
///
/// A font map must not be used by two threads at once and takes some milliseconds to build, so each renderer borrows
/// one.
final class Typesetters: @unchecked Sendable {
    static let shared = Typesetters()

    // The lock guards `idle`. A typesetter is either in `idle` or with one renderer, never both.
    private let lock = NSLock()
    private var idle: [Typesetter] = []

    /// Runs `body` with a typesetter that no other thread uses meanwhile.
    func borrow<Result>(_ body: (Typesetter) throws -> Result) throws -> Result {
        let typesetter = try lock.withLock { idle.popLast() } ?? Typesetter()
        defer { lock.withLock { idle.append(typesetter) } }
        return try body(typesetter)
    }
}
