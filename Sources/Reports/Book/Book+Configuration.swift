import Diagnostics
import Settings

extension Book {
    /// The pieces of prose in `book.yml`.
    var configurationProse: [ProseFragment] {
        let sentences =
            minute.enumerated().map { ($1.sentence, ["minute", "\($0)", "says"]) }
            + [(configuration.button, ["button"])]
            + findings.enumerated().map { ($1.sentence, ["findings", "\($0)", "says"]) }
        return sentences.filter { !$0.0.isEmpty }.map { sentence, path in
            ProseFragment(sentence, of: configurationSource, at: path, citing: bibliography)
        }
    }

    /// The figures of the landing page: the one beside its sentences, and those of the findings.
    var landingFigures: [(id: String, path: [String])] {
        ([(configuration.opening, ["opening"])]
            + findings.enumerated().map { ($1.figure, ["findings", "\($0)", "figure"]) })
            .filter { !$0.0.isEmpty }
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
