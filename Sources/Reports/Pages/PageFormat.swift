/// The formats that have templates.
enum PageFormat {
    case html, markdown

    /// The folder of the format's pages, beside the archive.
    var folder: String { self == .html ? "site" : "markdown" }

    /// A plain text, escaped.
    func escaped(_ text: String) -> String {
        switch self {
        case .html: text.markupEscaped
        case .markdown: text.markdownEscaped
        }
    }
}
