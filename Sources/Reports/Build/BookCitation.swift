/// How a book is cited, as a text and as an entry of BibTeX.
struct BookCitation {
    private let title: String
    private let configuration: BookConfiguration

    init(_ configuration: BookConfiguration) {
        self.configuration = configuration
        title = PlainFormula.text(in: configuration.title)
    }

    /// The authors, the title, the edition and the address, as far as the book tells them.
    var text: String {
        let edition = [configuration.version.isEmpty ? "" : "version \(configuration.version)", configuration.date]
        let parts = [
            authors, title, edition.filter { !$0.isEmpty }.joined(separator: ", "), configuration.address,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: ". ") + (configuration.address.isEmpty ? "." : "")
    }

    private var authors: String {
        let names = configuration.authors
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// An entry of BibTeX.
    var bibtex: String {
        let fields = [
            ("title", "{\(Self.escaped(title))}"),
            ("author", Self.escaped(configuration.authors.joined(separator: " and "))),
            ("year", year), ("version", Self.escaped(configuration.version)), ("date", configuration.date),
            ("url", configuration.address),
        ]
        let lines = fields.filter { !$0.1.isEmpty && $0.1 != "{}" }.map { "  \($0) = {\($1)}" }
        return "@misc{\(key),\n" + lines.joined(separator: ",\n") + "\n}"
    }

    private var year: String { String(configuration.date.prefix(while: \.isNumber)) }

    /// The key: the first author's last name or the title's first word, and the year.
    private var key: String {
        let names: [Substring] = (configuration.authors.first ?? "").split(separator: " ")
        let words: [Substring] = title.split(separator: " ")
        let name: String = (names.last ?? words.first).map { $0.lowercased() } ?? ""
        return name.filter { $0.isASCII && $0.isLetter } + year
    }

    /// Signs that mean something to TeX.
    private static func escaped(_ text: String) -> String {
        text.map { sign in
            switch sign {
            case "\\": "\\textbackslash{}"
            case "{", "}", "&", "%", "#", "_", "$": "\\\(sign)"
            case "~": "\\textasciitilde{}"
            case "^": "\\textasciicircum{}"
            default: String(sign)
            }
        }.joined()
    }
}
