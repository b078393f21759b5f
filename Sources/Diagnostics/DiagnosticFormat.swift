/// The output format of diagnostics: for a person, for GitHub's annotations, for a program.
public enum DiagnosticFormat: String, Sendable, CaseIterable {
    /// `file:line:column`, the line with a caret, the help.
    case text
    /// GitHub's workflow commands, which are shown beside the line.
    case github
    /// One JSON array.
    case json

    /// Writes the diagnostics; `source` gives a file's text, nil when it is not available.
    public func render(_ diagnostics: [Diagnostic], source: (String) -> String?) -> String {
        switch self {
        case .text: Self.text(diagnostics, source: source)
        case .github: diagnostics.map(Self.annotation).joined(separator: "\n")
        case .json: "[" + diagnostics.map(Self.object).joined(separator: ",\n ") + "]"
        }
    }

    private static func text(_ diagnostics: [Diagnostic], source: (String) -> String?) -> String {
        var lines: [String: [Substring]] = [:]
        var excerpt = Excerpt()
        return diagnostics.map { diagnostic in
            var out = ""
            if let place = diagnostic.place { out += "\(place.file):\(place.line):\(place.column): " }
            out += "\(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.id)]"
            if let place = diagnostic.place {
                if lines[place.file] == nil {
                    lines[place.file] = source(place.file).map(Self.lines) ?? []
                }
                out += excerpt.text(of: place, in: lines[place.file] ?? [])
            }
            if let help = diagnostic.help { out += "\nhelp: \(help)" }
            return out
        }.joined(separator: "\n\n")
    }

    /// A carriage return followed by a line feed is one `Character`, so each form of line end is listed.
    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }

    private static func annotation(_ diagnostic: Diagnostic) -> String {
        let place =
            diagnostic.place.map { "file=\(propertyEscaped($0.file)),line=\($0.line),col=\($0.column)," } ?? ""
        let message = ([diagnostic.message] + [diagnostic.help].compactMap { $0 }).joined(separator: "\n")
        let title = "title=" + propertyEscaped(diagnostic.id)
        return "::\(diagnostic.severity.rawValue) \(place)\(title)::\(commandEscaped(message))"
    }

    private static func commandEscaped(_ text: String) -> String {
        // By scalars, since a carriage return followed by a line feed is one `Character`.
        text.unicodeScalars
            .map { $0 == "%" ? "%25" : $0 == "\n" ? "%0A" : $0 == "\r" ? "%0D" : String($0) }
            .joined()
    }

    /// Escapes colon and comma, which end a property of a workflow command.
    private static func propertyEscaped(_ text: String) -> String {
        commandEscaped(text).map { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : String($0) }.joined()
    }

    private static func object(_ diagnostic: Diagnostic) -> String {
        var fields = [
            ("severity", JSONText.quoted(diagnostic.severity.rawValue)), ("id", JSONText.quoted(diagnostic.id)),
        ]
        if let place = diagnostic.place {
            fields += [
                ("file", JSONText.quoted(place.file)), ("line", String(place.line)), ("column", String(place.column)),
                ("length", String(place.length)),
            ]
        }
        fields.append(("message", JSONText.quoted(diagnostic.message)))
        if let help = diagnostic.help { fields.append(("help", JSONText.quoted(help))) }
        return "{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }
}
