/// Keeps rendered formulas between processes, so that a book that has been built once starts no script engine.
protocol MathCache: Sendable {
    /// The HTML stored under a key; nil when there is none.
    func lookup(_ key: String) throws -> String?
    /// Keeps HTML under a key.
    func store(_ key: String, html: String) throws
}

/// A formula that KaTeX refuses.
struct MathFault: Error, Hashable {
    /// What is wrong, in KaTeX's words without its prefix.
    var message: String
    /// Where in the TeX, in UTF-16 units; nil when KaTeX does not say.
    var offset: Int?
    /// How many units are meant.
    var length: Int
    /// What to do about it, when that is known.
    var help: String?
}
