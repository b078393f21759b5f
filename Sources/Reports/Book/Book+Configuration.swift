import Diagnostics
import Settings

extension Book {
    /// The pieces of prose in `book.yml`.
    var configurationProse: [ProseFragment] {
        findings.indices.compactMap { index in
            guard !findings[index].sentence.isEmpty else { return nil }
            return ProseFragment(
                findings[index].sentence,
                of: configurationSource,
                at: ["findings", "\(index)", "says"],
                citing: bibliography
            )
        }
    }

    /// The checked numbers in `book.yml`.
    var configurationNumbers: [CheckedNumber] {
        CheckedNumber.scan(LocatedText(wholeFile: files.shown("book.yml"), text: configurationText))
    }

    /// The TeX macros.
    var macros: [String: String] {
        guard case .map(let entries) = configuration.macros else { return [:] }
        return Dictionary(
            entries.compactMap { entry in
                guard case .text(let text) = entry.value else { return nil }
                return (entry.name, text)
            }
        ) { first, _ in first }
    }
}
