/// A text cut into its SELECTs, each without those that stand within it.
struct SelectParts {
    /// What stands in the place of a SELECT within another.
    static let inner = "( )"

    private let text: SQLText
    private var parts: [String] = []
    /// For each open parenthesis the SELECT in which it stands, and whether it encloses a further one.
    private var levels: [(part: Int?, isInner: Bool)] = [(nil, false)]

    /// The SELECTs of a text in the order in which they begin.
    static func all(of sql: String) -> [String] {
        var reader = SelectParts(text: SQLText(sql))
        reader.read()
        return reader.parts
    }

    private init(text: SQLText) {
        self.text = text
    }

    private mutating func read() {
        for (index, token) in text.tokens.enumerated() {
            switch text.symbol(token) {
            case "(":
                let isInner = ["select", "with", "values"].contains(word(index + 1))
                append(isInner ? Self.inner : "(")
                levels.append((isInner ? nil : part, isInner))
            case ")" where levels.count > 1: if !levels.removeLast().isInner { append(")") }
            default:
                if word(index) == "select" {
                    parts.append("")
                    levels[levels.count - 1].part = parts.count - 1
                }
                append(String(decoding: text.bytes[token.range], as: UTF8.self))
            }
        }
    }

    private var part: Int? { levels[levels.count - 1].part }

    private func word(_ index: Int) -> String {
        guard text.tokens.indices.contains(index), text.tokens[index].kind == .word else { return "" }
        return text.text(of: text.tokens[index]).lowercased()
    }

    private mutating func append(_ piece: String) {
        guard let part else { return }
        parts[part] += (parts[part].isEmpty ? "" : " ") + piece
    }
}
