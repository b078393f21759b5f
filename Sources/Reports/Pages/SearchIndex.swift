/// The site's texts for the search box, as a script that browsers can load without a server.
struct SearchIndex: Sendable {
    /// The file's name.
    static let file = "search-index.js"

    /// A place that a search can find.
    struct Entry: Sendable {
        /// The address relative to the site's root.
        var href: String
        /// The heading as plain text.
        var title: String
        /// The chapter or kind, printed small beside the title.
        var context: String
        /// The plain text that is searched.
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
