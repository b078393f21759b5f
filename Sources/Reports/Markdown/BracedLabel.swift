/// The `{#identifier}` of a heading or an equation.
enum BracedLabel {
    /// Whether the bytes are exactly one label.
    static func isLabel(_ bytes: some Sequence<UInt8>) -> Bool {
        identifier(in: String(decoding: Array(bytes), as: UTF8.self)) != nil
    }

    /// The identifier, if the text is exactly one label, apart from blanks.
    static func identifier(in text: some StringProtocol) -> String? {
        let label = text.blankTrimmed
        guard label.hasPrefix("{#"), label.hasSuffix("}") else { return nil }
        let identifier = label.dropFirst(2).dropLast()
        return isIdentifier(identifier) ? String(identifier) : nil
    }

    /// Whether a text is a letter followed by letters, digits, `-`, `_`, `.` and `:`.
    static func isIdentifier(_ text: some StringProtocol) -> Bool {
        guard let first = text.first, first.isLetter else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
    }

    /// Splits `Title {#identifier}`; nil when the text does not end in braces with a hash.
    static func split(_ text: String) -> (title: String, label: String)? {
        guard text.last == "}", let open = text.lastIndex(of: "{"), text[open...].hasPrefix("{#") else { return nil }
        let blanks = text[..<open].reversed().prefix(while: \.isWhitespace).count
        return (String(text[..<open].dropLast(blanks)), String(text[open...].dropFirst(2).dropLast()))
    }
}
