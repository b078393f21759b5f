import Foundation

/// Turns the LaTeX of bibliographies into plain Unicode text.
enum LatexText {
    /// The text without braces, with accents and named letters resolved.
    ///
    /// Unknown commands are removed, their arguments stay.
    static func plain(_ source: String) -> String {
        var reader = Reader(rest: source[...])
        let text = reader.text(untilBrace: false)
        let words = text.split { $0.isWhitespace && $0 != "\u{a0}" }
        return words.joined(separator: " ").precomposedStringWithCanonicalMapping
    }

    /// The maximal nesting of braces and accents; each level is a recursive call.
    static let nestingLimit = 60

    /// The nesting depth of a text; accents that follow each other without a letter count as nested.
    static func nesting(of source: String) -> Int {
        var (depth, accents, deepest) = (0, 0, 0)
        var isCommand = false
        for character in source {
            switch character {
            case "{" where !isCommand: depth += 1
            case "}" where !isCommand: depth -= 1
            case "\\" where !isCommand: accents += 1
            case " ": break
            default: if !isCommand { accents = 0 }
            }
            isCommand = character == "\\" && !isCommand
            deepest = max(deepest, depth + accents)
        }
        return deepest
    }

    /// An address, in which only escapes are resolved: `~` and `--` have no special meaning there.
    static func address(_ source: String) -> String {
        var text = source.filter { $0 != "{" && $0 != "}" && !$0.isWhitespace }
        for sign in ["_", "%", "&", "#", "~"] { text = text.replacing("\\" + sign, with: sign) }
        return text.hasPrefix("\\url") ? String(text.dropFirst("\\url".count)) : text
    }

    private static let accents: [Character: Character] = [
        "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}", ".": "\u{307}",
        "\"": "\u{308}", "r": "\u{30a}", "H": "\u{30b}", "v": "\u{30c}", "d": "\u{323}", "c": "\u{327}", "k": "\u{328}",
        "b": "\u{331}",
    ]

    private static let letters: [String: String] = [
        "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ",
        "OE": "Œ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
        "ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—", "textquoteright": "’", "S": "§", "pounds": "£",
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "eta": "η",
        "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ",
        "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Gamma": "Γ", "Lambda": "Λ",
        "Omega": "Ω", "Sigma": "Σ", "ell": "ℓ", "infty": "∞", "times": "×", "sim": "∼", "approx": "≈", "leq": "≤",
        "geq": "≥",
    ]

    /// Reads one source from its beginning to its end.
    private struct Reader {
        var rest: Substring

        /// The text up to the end, or up to the brace that closes the current group.
        mutating func text(untilBrace: Bool) -> String {
            var out = ""
            while let character = rest.popFirst() {
                switch character {
                case "{": out += text(untilBrace: true)
                case "}": if untilBrace { return out }
                case "\\": out += command()
                case "~": out += "\u{a0}"
                case "$": break
                case "-": out += dashes()
                case "`" where take("`"): out += "“"
                case "'" where take("'"): out += "”"
                case "`": out += "‘"
                case "'": out += "’"
                default: out.append(character)
                }
            }
            return out
        }

        private mutating func command() -> String {
            guard let first = rest.popFirst() else { return "" }
            if !first.isLetter {
                guard let accent = accents[first] else { return first == "\\" ? " " : String(first) }
                return accented(accent)
            }
            let name = String(first) + rest.prefix { $0.isLetter }
            rest = rest.dropFirst(name.count - 1)
            if name.count == 1, let accent = accents[first] { return accented(accent) }
            // The blank that ends a command is part of it.
            if rest.first == " " { rest.removeFirst() }
            return letters[name] ?? ""
        }

        /// The argument with the accent on its first letter.
        private mutating func accented(_ accent: Character) -> String {
            rest = rest.drop(while: \.isWhitespace)
            var argument = ""
            switch rest.popFirst() {
            case "{": argument = text(untilBrace: true)
            case "\\": argument = command()
            case let letter?: argument = String(letter)
            case nil: break
            }
            // On a dotless letter the accent replaces the dot; Unicode composes it with the dotted letter.
            let bare = argument.hasPrefix("ı") ? "i" + argument.dropFirst() : argument.hasPrefix("ȷ") ? "j" : argument
            guard let letter = bare.first else { return "" }
            return String(letter) + String(accent) + bare.dropFirst()
        }

        private mutating func dashes() -> String {
            guard take("-") else { return "-" }
            return take("-") ? "—" : "–"
        }

        private mutating func take(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }
    }
}
