/// The formats that have templates.
enum PageFormat {
    case html, markdown

    /// A plain text, escaped.
    func escaped(_ text: String) -> String {
        switch self {
        case .html: text.markupEscaped
        case .markdown: text.markdownEscaped
        }
    }
}
