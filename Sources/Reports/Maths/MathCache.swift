/// Caches rendered formulas between processes, so that a build without new formulas starts no script engine.
protocol MathCache: Sendable {
    /// The HTML stored under a key; nil when there is none.
    func lookup(_ key: String) throws -> String?
    /// Stores HTML under a key.
    func store(_ key: String, html: String) throws
}
