import Diagnostics
import Yams

/// A text as it was written in YAML between double quotes, where `\t` is a tab and `\theta` therefore a tab and "heta".
struct QuotedSource {
    /// A backslash with the sign behind it.
    private struct Escape {
        var sign: Character
        /// The sign with the letters behind it, such as `theta`.
        var word: String
        var line: Int
        var column: Int
        var isInFormula: Bool

        var name: String { QuotedSource.names[sign] ?? "" }

        /// Whether TeX was meant: no sign that cannot be seen stands in a formula or at the beginning of a word.
        ///
        /// Lines of SQL may begin so.
        var isSpoilt: Bool { !name.isEmpty && (isInFormula || word.count > 1 && !"n_".contains(sign)) }
    }

    /// What the escapes are that give signs which cannot be seen.
    private static let names: [Character: String] = [
        "0": "a null", "a": "a bell", "b": "a backspace", "t": "a tab", "n": "a line break", "v": "a vertical tab",
        "f": "a form feed", "r": "a carriage return", "e": "an escape", "N": "a line break", "_": "a fixed blank",
        "L": "a line separator", "P": "a paragraph separator",
    ]

    private let lines: YAMLLines
    private var escapes: [Escape] = []
    /// What stands between the quotes, when it is on one line.
    private var source = ""

    /// What is wrong with a text that holds signs which cannot be seen; nil when it has none, or may have them.
    ///
    /// Dollars enclose formulas, unless the whole text is TeX.
    static func fault(in scalar: Node.Scalar, isTeX: Bool, of lines: YAMLLines) -> Diagnostic? {
        guard let mark = scalar.mark, scalar.string.unicodeScalars.contains(where: isUnseen) else { return nil }
        if scalar.style == .doubleQuoted {
            let quoted = QuotedSource(from: mark, isTeX: isTeX, in: lines)
            if let fault = quoted.fault { return fault }
        }
        // Line ends of other systems are none of a text's faults.
        let control = scalar.string.unicodeScalars.first {
            $0.properties.generalCategory == .control && !"\t\n\u{85}".unicodeScalars.contains($0)
        }
        return control.map { control in
            let help = "take it out; TeX stands between single quotes, in which a backslash stays"
            let place = lines.place(mark)
            return Diagnostic(
                "yaml.control",
                at: place,
                "the text holds the control character \(control.codePoint)",
                help: help
            )
        }
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: scalar == "\u{a0}"
        }
    }

    /// Reads on from the opening quote, which stands at a mark, to the closing one.
    private init(from mark: Mark, isTeX: Bool, in lines: YAMLLines) {
        self.lines = lines
        var isInFormula = isTeX
        var number = mark.line
        while let line = lines.line(number) {
            let start = number == mark.line ? mark.column : 0
            let signs = Array(line.unicodeScalars.dropFirst(start))
            var index = 0
            while index < signs.count, signs[index] != "\"" {
                if signs[index] == "$", !isTeX { isInFormula.toggle() }
                if signs[index] == "\\", index + 1 < signs.count {
                    let column = start + index + 1
                    add(signs[(index + 1)...], line: number, column: column, isInFormula: isInFormula)
                    index += 1
                }
                index += 1
            }
            guard index >= signs.count else {
                if number == mark.line { source = Self.string(signs[..<index]) }
                return
            }
            number += 1
        }
    }

    private mutating func add(_ rest: ArraySlice<Unicode.Scalar>, line: Int, column: Int, isInFormula: Bool) {
        guard let first = rest.first else { return }
        let letters = rest.dropFirst().prefix { $0.isASCII && $0.properties.isAlphabetic }
        escapes.append(
            Escape(
                sign: Character(first),
                word: String(Character(first)) + (first.properties.isAlphabetic ? Self.string(letters) : ""),
                line: line,
                column: column,
                isInFormula: isInFormula
            )
        )
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private var fault: Diagnostic? {
        guard let escape = escapes.first(where: \.isSpoilt) else { return nil }
        return Diagnostic(
            "yaml.escape",
            at: lines.place(line: escape.line, column: escape.column, length: escape.word.count + 1),
            "between double quotes \\\(escape.sign) is \(escape.name), and not the beginning of \\\(escape.word)",
            help: Self.help(source.isEmpty ? "…\\\(escape.word)…" : Self.unescaped(source))
        )
    }

    /// What to do about a text in double quotes that holds TeX.
    static func help(_ meant: String) -> String {
        "write it between single quotes, in which a backslash stays: \(meant.yamlQuoted)"
    }

    private static func unescaped(_ source: String) -> String {
        source.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }
}
