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

    /// The words with which it may begin, in lower case: its first, and where that is its only one, also the plural.
    var beginnings: [String] { words.count == 1 ? Self.forms(words[0]) : Array(words.prefix(1)) }

    /// Whether words in lower case are the term, in the singular or in the plural.
    func matches(_ text: ArraySlice<String>) -> Bool {
        guard text.count == words.count, let last = words.last, let written = text.last else { return false }
        return Self.forms(last).contains(written) && zip(words, text).dropLast().allSatisfy { $0 == $1 }
    }

    /// A noun in the singular and in the plural.
    private static func forms(_ noun: String) -> [String] { [noun, noun + "s", noun + "es"] }
}
