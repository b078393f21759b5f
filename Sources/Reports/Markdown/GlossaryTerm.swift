/// A term that a page links at its first use.
struct GlossaryTerm: Sendable, Hashable {
    /// Its words in lower case.
    let words: [String]
    /// The address of its explanation.
    let address: String

    init(_ name: String, address: String) {
        words = name.lowercased().split(separator: " ").map(String.init)
        self.address = address
    }

    /// Whether words of a text are the term, in the singular or in the plural.
    func matches(_ text: ArraySlice<Substring>) -> Bool {
        guard text.count == words.count, let last = words.last, let written = text.last?.lowercased() else {
            return false
        }
        let isLast = [last, last + "s", last + "es"].contains(written)
        return isLast && zip(words, text).dropLast().allSatisfy { $0 == $1.lowercased() }
    }
}
