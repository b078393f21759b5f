import ArgumentParser
import Foundation
import Reports
import Settings

/// Names of the book that shells offer as completions.
enum Completions {
    static let chapters = ofBook { $0.chapterNames }
    static let experiments = ofBook { $0.ids(ofDirective: "experiment") }
    static let claims = ofBook { $0.ids(ofDirective: "claim") }
    static let kinds = CompletionKind.list(BookReference.kinds.map(\.key))

    /// The units of the preceding key.
    static let units = CompletionKind.custom { words, index, _ in
        let keys = words.prefix(max(0, index)).reversed()
        return keys.lazy.compactMap(BookReference.kind).first?.choices.map(\.name) ?? []
    }

    /// Names in the book given by the command line; none when there is no book.
    private static func ofBook(_ names: @escaping @Sendable (Book) -> [String]) -> CompletionKind {
        .custom { words, _, _ in
            var options = BookOptions()
            options.book = folder(in: words) ?? ReaderCommands.standardBook
            return options.openBook().map(names) ?? []
        }
    }

    /// The value of `--book`.
    private static func folder(in words: [String]) -> String? {
        if let joined = words.last(where: { $0.hasPrefix("--book=") }) {
            return String(joined.dropFirst("--book=".count))
        }
        guard let option = words.lastIndex(of: "--book"), words.indices.contains(option + 1) else { return nil }
        // Some shells split an argument at its equals sign.
        let next = words[option + 1] == "=" ? option + 2 : option + 1
        return words.indices.contains(next) ? words[next] : nil
    }
}
