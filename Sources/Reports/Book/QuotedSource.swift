import Diagnostics
import Yams

/// The source of a double-quoted YAML text, used to find escapes that were meant as TeX.
///
/// In it `\t` is a tab, so `\theta` becomes a tab and "heta".
struct QuotedSource {
    /// A backslash and the character after it.
    private struct Escape {
        var sign: Character
        /// The character and the letters after it, such as `theta`.
        var word: String
        var line: Int
        var column: Int
        var isInFormula: Bool

        var name: String { QuotedSource.names[sign] ?? "" }

        /// Whether it destroyed TeX: it gives an invisible character, and it is in a formula or begins a word.
        ///
        /// `\n` and `\_` may begin a word, as in SQL that is written with escaped line breaks.
        var isSpoilt: Bool { !name.isEmpty && (isInFormula || word.count > 1 && !"n_".contains(sign)) }
    }

    /// The names of the invisible characters that escapes give.
    private static let names: [Character: String] = [
        "0": "a null", "a": "a bell", "b": "a backspace", "t": "a tab", "n": "a line break", "v": "a vertical tab",
        "f": "a form feed", "r": "a carriage return", "e": "an escape", "N": "a line break", "_": "a fixed blank",
        "L": "a line separator", "P": "a paragraph separator",
    ]

    private let lines: YAMLLines
    private var escapes: [Escape] = []
    /// The text between the quotes, if it is on one line.
    private var source = ""

    /// The fault of a text with invisible characters; nil when it has none, or may have them.
    ///
    /// Dollar signs enclose formulas, unless the whole text is TeX.
    static func fault(in scalar: Node.Scalar, isTeX: Bool, of lines: YAMLLines) -> Diagnostic? {
        guard let mark = scalar.mark, scalar.string.unicodeScalars.contains(where: isUnseen) else { return nil }
        if scalar.style == .doubleQuoted {
            let quoted = QuotedSource(from: mark, isTeX: isTeX, in: lines)
            if let fault = quoted.fault { return fault }
        }
        // Line ends of other systems are not a fault.
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

    /// Reads from the opening quote, which is at a mark, to the closing one.
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

    /// Help for a text in double quotes that contains TeX.
    static func help(_ meant: String) -> String {
        "write it between single quotes, in which a backslash stays: \(meant.yamlQuoted)"
    }

    private static func unescaped(_ source: String) -> String {
        source.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }
}
