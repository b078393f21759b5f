import Diagnostics

/// Reads the entries of a BibTeX file.
///
/// A faulty entry is reported, and reading continues with the next.
struct BibtexReader {
    private(set) var entries: [Bibliography.Entry] = []
    private(set) var faults: [Diagnostic] = []

    private let characters: [Character]
    private let lineStarts: [Int]
    private let file: String
    private var index = 0
    /// The entries by their keys.
    private var positions: [String: Int] = [:]
    private var abbreviations: [String: String] = [
        "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June",
        "jul": "July", "aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
    ]

    /// The maximal length of a value in bytes, since a few strings built from each other could fill the memory.
    private static let lengthLimit = 100_000

    /// Ends the reading of one entry.
    private struct Stop: Error {
        var diagnostic: Diagnostic
    }

    /// A reader at the beginning of a file.
    init(_ source: String, file: String) {
        characters = Array(source)
        lineStarts = [0] + characters.indices.filter { [characters] in characters[$0].isNewline }.map { $0 + 1 }
        self.file = file
    }

    /// Reads to the end; text outside entries is a comment.
    mutating func read() {
        while let at = characters[index...].firstIndex(of: "@") {
            index = at + 1
            let kind = word().lowercased()
            skipBlanks()
            let opening = index
            guard !kind.isEmpty, take("{") || take("(") else { continue }
            do {
                try readBody(kind, opening: opening)
            } catch let stop as Stop {
                faults.append(stop.diagnostic)
                recover()
            } catch {
                continue
            }
        }
    }

    private mutating func readBody(_ kind: String, opening: Int) throws {
        switch kind {
        case "comment", "preamble":
            index = opening
            _ = try group()
        case "string":
            skipBlanks()
            let name = try fieldName()
            abbreviations[name] = try value()
            try close(opening, "@string")
        default: try readEntry(kind, opening: opening)
        }
    }

    // MARK: - Entries

    private mutating func readEntry(_ kind: String, opening: Int) throws {
        skipBlanks()
        let start = index
        while let next = peek, !",}) \t".contains(next), !next.isNewline { index += 1 }
        let key = String(characters[start..<index])
        guard !key.isEmpty else {
            throw fault("key", at: start, "this @\(kind) has no key", help: "write @\(kind){key, …")
        }
        var fields: [String: String] = [:]
        skipBlanks()
        while take(",") {
            skipBlanks()
            if let next = peek, next == "}" || next == ")" { break }
            let at = index
            let name = try fieldName()
            let text = try value()
            if fields.updateValue(text, forKey: name) != nil {
                faults.append(
                    fault("repeated-field", at: at, "'\(key)' has '\(name)' twice", help: "take one of them out")
                        .diagnostic
                )
            }
            skipBlanks()
        }
        try close(opening, "'\(key)'")
        add(key, kind, fields, at: place(start, length: key.count))
    }

    private mutating func add(_ key: String, _ kind: String, _ raw: [String: String], at place: Place) {
        if let earlier = positions[key].map({ entries[$0] }) {
            faults.append(
                Diagnostic(
                    "bibliography.repeated-key",
                    at: place,
                    "the key '\(key)' is taken",
                    help: "it was given in line \(earlier.place.line) already"
                )
            )
            return
        }
        let people = PersonName.list(bibtex: raw["author"] ?? raw["editor"] ?? "")
        let addresses: Set<String> = ["url", "doi", "eprint", "archiveprefix", "eprinttype"]
        let fields = raw.map {
            ($0.key, addresses.contains($0.key) ? LatexText.address($0.value) : LatexText.plain($0.value))
        }
        let entry = Bibliography.Entry(
            key: key,
            kind: kind,
            fields: Dictionary(fields) { $1 },
            authors: people.names,
            hasMoreAuthors: people.hasMore,
            place: place
        )
        positions[key] = entries.count
        entries.append(entry)
        warn(entry)
    }

    private mutating func warn(_ entry: Bibliography.Entry) {
        var missing: [String] = []
        if entry.authors.isEmpty, entry.fields["organization"] == nil { missing.append("author") }
        if entry.fields["title"]?.isEmpty ?? true { missing.append("title") }
        if entry.year == nil { missing.append("year") }
        guard !missing.isEmpty else { return }
        faults.append(
            Diagnostic(
                .warning,
                "bibliography.missing-field",
                at: entry.place,
                "'\(entry.key)' has no \(missing.joined(separator: " and no "))",
                help: "citations show author and year, the list of references also the title"
            )
        )
    }

    // MARK: - Fields

    private mutating func fieldName() throws -> String {
        let start = index
        let name = word()
        skipBlanks()
        guard !name.isEmpty, take("=") else {
            throw fault(
                "syntax",
                at: name.isEmpty ? start : index,
                "expected a field such as `title = {…}`",
                help: "fields are separated by commas; look for a missing one, or for an unclosed brace, just before"
            )
        }
        return name.lowercased()
    }

    /// Pieces joined by `#`.
    private mutating func value() throws -> String {
        var text = ""
        var start = index
        repeat {
            skipBlanks()
            if text.isEmpty { start = index }
            text += try piece()
            guard text.utf8.count <= Self.lengthLimit else {
                let help = "at most \(Self.lengthLimit) bytes are read, pieces joined by # counted together"
                throw fault("long", at: start, "the value is too long", help: help)
            }
            skipBlanks()
        } while take("#")
        guard LatexText.nesting(of: text) <= LatexText.nestingLimit else {
            let help = "at most \(LatexText.nestingLimit) levels of braces and accents are read"
            throw fault("nesting", at: start, "the value nests too deep", help: help)
        }
        return text
    }

    private mutating func piece() throws -> String {
        switch peek {
        case "{": return try group()
        case "\"": return try quoted()
        default:
            let start = index
            let name = word()
            if !name.isEmpty, name.allSatisfy(\.isNumber) { return name }
            guard !name.isEmpty else {
                throw fault("syntax", at: start, "expected a value", help: "values stand in braces or quotes: {…}")
            }
            guard let text = abbreviations[name.lowercased()] else {
                throw fault(
                    "unknown-string",
                    at: start,
                    length: name.count,
                    "no @string is called '\(name)'",
                    help: NearMiss.help(for: name, in: abbreviations.keys.filter { $0.count > 3 })
                )
            }
            return text
        }
    }

    /// The text between balanced braces or parentheses; inner braces are kept.
    private mutating func group() throws -> String {
        let opening = index
        let (open, end): (Character, Character) = peek == "(" ? ("(", ")") : ("{", "}")
        index += 1
        let start = index
        var depth = 1
        while let next = peek {
            if next == "\\" {
                index = min(index + 2, characters.count)
                continue
            }
            if beginsEntry { break }
            if next == open { depth += 1 }
            if next == end { depth -= 1 }
            index += 1
            if depth == 0 { return String(characters[start..<index - 1]) }
        }
        throw unclosed(opening, "the value")
    }

    private mutating func quoted() throws -> String {
        let opening = index
        index += 1
        let start = index
        var depth = 0
        while let next = peek, !beginsEntry {
            index += 1
            if next == "\\", peek != nil, peek != "\"" || depth > 0 {
                index += 1
                continue
            }
            if next == "{" { depth += 1 }
            if next == "}" { depth -= 1 }
            if next == "\"", depth == 0 { return String(characters[start..<index - 1]) }
        }
        throw fault("unclosed", at: opening, "the quote opened here is never closed", help: "close it with \"")
    }

    // MARK: - Characters

    private var peek: Character? { characters.indices.contains(index) ? characters[index] : nil }

    /// Whether an entry begins at this line.
    ///
    /// No value contains such a line in practice, so a closing brace is missing before it.
    private var beginsEntry: Bool {
        guard peek == "@", index == 0 || characters[index - 1].isNewline else { return false }
        let name = characters[(index + 1)...].prefix { $0.isLetter }
        let next = characters[(index + 1 + name.count)...].first { $0 != " " }
        return !name.isEmpty && (next == "{" || next == "(")
    }

    private mutating func take(_ character: Character) -> Bool {
        guard peek == character else { return false }
        index += 1
        return true
    }

    private mutating func word() -> String {
        let start = index
        while let next = peek, next.isLetter || next.isNumber || "-_:.+/".contains(next) { index += 1 }
        return String(characters[start..<index])
    }

    private mutating func skipBlanks() {
        while let next = peek, next.isWhitespace { index += 1 }
    }

    private mutating func close(_ opening: Int, _ what: String) throws {
        skipBlanks()
        if take(characters[opening] == "(" ? ")" : "}") { return }
        if peek == nil || beginsEntry { throw unclosed(opening, what) }
        throw fault(
            "syntax",
            at: index,
            "expected `,` or `\(characters[opening] == "(" ? ")" : "}")` in \(what)",
            help: "fields are separated by commas"
        )
    }

    /// Continues at the next line that begins an entry.
    private mutating func recover() {
        while peek != nil, !beginsEntry { index += 1 }
    }

    // MARK: - Faults

    private func unclosed(_ opening: Int, _ what: String) -> Stop {
        fault(
            "unclosed",
            at: opening,
            "the brace opened here for \(what) is never closed",
            help: "count the braces of its fields: each { needs its }"
        )
    }

    private func fault(_ id: String, at start: Int, length: Int = 1, _ message: String, help: String) -> Stop {
        Stop(
            diagnostic: Diagnostic("bibliography.\(id)", at: place(start, length: length), message, help: help)
        )
    }

    private func place(_ offset: Int, length: Int = 1) -> Place {
        var (line, end) = (0, lineStarts.count)
        while end - line > 1 {
            let middle = (line + end) / 2
            if lineStarts[middle] <= offset { line = middle } else { end = middle }
        }
        return Place(file: file, line: line + 1, column: offset - lineStarts[line] + 1, length: length)
    }
}

extension Bibliography {
    /// Reads a BibTeX file.
    ///
    /// Never fails: errors are in `faults`.
    init(parsing source: String, file: String) {
        var reader = BibtexReader(source, file: file)
        reader.read()
        self.init(reader.entries, faults: reader.faults)
    }
}
