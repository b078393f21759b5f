/// The formats for which there are templates.
enum PageFormat {
    case html, markdown

    /// A text so that it is shown as it is.
    func escaped(_ text: String) -> String {
        switch self {
        case .html: text.markupEscaped
        case .markdown: text.markdownEscaped
        }
    }
}
