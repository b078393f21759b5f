import Mustache

/// The kind of text that templates of Markdown say they are.
struct MarkdownContent: MustacheContentType {
    func escapeText(_ text: String) -> String { text.markdownEscaped }
}
