import Foundation

/// A name that a user typed, as a title and in the form for files and identifiers.
struct NewName {
    /// The words in one line; empty when there are none.
    ///
    /// A name without blanks, such as a folder's, is split at hyphens and underscores.
    let title: String
    /// Lower-case letters, digits and single hyphens; nil when nothing is left.
    let slug: String?

    init(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let isOneLine = trimmed.unicodeScalars.allSatisfy {
            !CharacterSet.controlCharacters.union(.newlines).contains($0)
        }
        let isPhrase = trimmed.contains(" ")
        let words = isPhrase ? trimmed : trimmed.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
        title = isOneLine ? words.prefix(1).uppercased() + words.dropFirst() : ""
        let plain = trimmed.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
        let parts = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        slug = parts.isEmpty ? nil : String(parts.joined(separator: "-").prefix(60))
    }
}
