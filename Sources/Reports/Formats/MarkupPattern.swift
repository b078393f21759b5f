/// Escapes texts for a format.
protocol MarkupEscaping {
    static func escaped(_ text: some StringProtocol) -> String
}

enum HTMLEscaping: MarkupEscaping {
    static func escaped(_ text: some StringProtocol) -> String { text.markupEscaped }
}

enum MarkdownEscaping: MarkupEscaping {
    static func escaped(_ text: some StringProtocol) -> String { text.markdownEscaped }
}

/// A literal of markup with interpolations: other markup is inserted as it is, texts are escaped.
struct MarkupPattern<Escaping: MarkupEscaping>: ExpressibleByStringInterpolation {
    let markup: Markup

    init(stringLiteral text: String) { markup = Markup(written: text) }

    init(stringInterpolation parts: StringInterpolation) { markup = Markup(written: parts.text) }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

        mutating func appendInterpolation(_ text: some StringProtocol) { self.text += Escaping.escaped(text) }

        mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
    }
}

extension Markup {
    /// Markup in HTML.
    static func html(_ pattern: MarkupPattern<HTMLEscaping>) -> Markup { pattern.markup }

    /// Markup in GitHub-flavoured Markdown.
    static func markdown(_ pattern: MarkupPattern<MarkdownEscaping>) -> Markup { pattern.markup }
}
