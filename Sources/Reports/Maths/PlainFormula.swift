import Charts

/// Formulas in plain Unicode, for titles, labels and whatever else takes no markup.
enum PlainFormula {
    /// A formula such as `λ_max ≤ 2/η`; TeX that no label of a figure may hold loses its signs and keeps its words.
    static func text(of tex: String) -> String {
        scripted((try? Label.plain("$\(tex)$")) ?? stripped(tex))
    }

    /// A text that is no Markdown with its formulas in Unicode.
    static func text(in label: String) -> String {
        guard label.contains("$") else { return label }
        return Label.pieces(of: label).map { $0.isMaths ? text(of: $0.text) : $0.text }.joined()
    }

    /// What a reader by ear is told of a label that is formulas alone, for which not every program has words; else nothing.
    static func spoken(_ label: String) -> String {
        let pieces = Label.pieces(of: label)
        let others = pieces.filter { !$0.isMaths && !$0.text.trimmed.isEmpty }
        return others.isEmpty && pieces.contains(where: \.isMaths) ? text(in: label) : ""
    }

    private static func stripped(_ tex: String) -> String {
        let words = tex.replacing(command) { match in
            (try? Label.plain("$\(match.output.0)$")) ?? String(match.output.1)
        }
        return words.replacing(space, with: " ").split(separator: " ").joined(separator: " ")
    }

    // Compiled once, since every label of every figure is read.
    private nonisolated(unsafe) static let command = /\\([a-zA-Z]+)/
    private nonisolated(unsafe) static let space = /\\[,:;!]|[{}\\]/
    private nonisolated(unsafe) static let subscripted = /_(\d+)(?![\w.])/
    private nonisolated(unsafe) static let superscripted = /\^([−-]?\d+)(?![\w.])/

    private static let lowered: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]

    /// Whole numbers as raised and lowered digits: `β₁`, `10⁻⁶`.
    private static func scripted(_ text: String) -> String {
        text.replacing(subscripted) { match in
            String(match.output.1.compactMap { digit in digit.wholeNumberValue.map { lowered[$0] } })
        }
        .replacing(superscripted) { match in
            Int(match.output.1.replacing("−", with: "-")).map(Superscript.text) ?? String(match.output.0)
        }
    }
}

extension Formula {
    /// The formula in plain Unicode.
    var plainText: String { PlainFormula.text(of: tex.text) }
}
