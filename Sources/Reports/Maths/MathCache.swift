/// Keeps rendered formulas between processes, so that a book that has been built once starts no script engine.
protocol MathCache: Sendable {
    /// The HTML stored under a key; nil when there is none.
    func lookup(_ key: String) throws -> String?
    /// Keeps HTML under a key.
    func store(_ key: String, html: String) throws
}
