/// Numbers as SQL writes them.
enum NumberLiteral {
    // Compiled once: it is asked for the tokens of every query and for the arguments of every printf.
    private nonisolated(unsafe) static let pattern = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/

    /// Whether a text is one number and nothing else.
    static func isWhole(_ text: some StringProtocol) -> Bool { String(text).wholeMatch(of: pattern) != nil }
}
