/// The words of the site for the search box, as a script that any browser loads from the disk.
struct SearchIndex: Sendable {
    /// The file's name.
    static let file = "search-index.js"

    /// One place that a search can find.
    struct Entry: Sendable {
        /// Address relative to the site's root.
        var href: String
        /// Heading as plain text.
        var title: String
        /// Chapter or kind, printed small beside the title.
        var context: String
        /// Plain text that is searched.
        var text: String
    }

    var entries: [Entry]

    /// The content of `search-index.js`.
    var script: String {
        let rows = entries.map { entry in
            "[\([entry.href, entry.title, entry.context, entry.text].map(Self.quoted).joined(separator: ","))]"
        }
        return "window.spikebookIndex = [\n\(rows.joined(separator: ",\n"))\n];\n"
    }

    /// A string literal that is safe in a script file and inside a script element.
    private static func quoted(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "<": literal += "\\u003c"
            case "\u{2028}", "\u{2029}": literal += " "
            case ..<" ": literal += " "
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
