import Foundation

/// The small books of `Tests/Books`, from which mutated books start and take pieces.
struct Corpus: Sendable {
    static let shared = Corpus()

    /// The files of each book that can be built, by name.
    let books: [[String: Data]]
    /// The chapters with one fault each.
    let faultyChapters: [Data]
    /// Every line of every file.
    let lines: [String]
    /// Every directive with its fence.
    let directives: [String]
    /// The keys of all directives and of `book.yml`.
    let keys: [String]
    /// Words in the texts: names, settings, columns and others.
    let words: [String]

    private init() {
        func files(_ folder: URL) -> [String: Data] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.reduce(into: [:]) { $0[$1] = try? Data(contentsOf: folder.appending(path: $1)) }
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: Desk.books.path)) ?? []).sorted()
        books = names.filter { $0 != "TenFaults" }
            .map { files(Desk.books.appending(path: $0).appending(path: "Chapters")) }
            .filter { $0["book.yml"] != nil }
        let faults = files(Desk.books.appending(path: "Faults"))
        faultyChapters = faults.keys.filter { $0.hasSuffix(".md") }.sorted().compactMap { faults[$0] }
        let contents = books.flatMap { book in book.keys.sorted().compactMap { book[$0] } } + faultyChapters
        let texts = contents.map { String(decoding: $0, as: UTF8.self) }
        lines = texts.flatMap { $0.split(separator: "\n").map(String.init) }
        directives = texts.flatMap { text in
            text.matches(of: /(?s)```\{[a-z]+\}\n.*?\n```/).map { String($0.output) }
        }
        keys = Array(Set(lines.compactMap { YAMLLine($0)?.key })).sorted()
        words = Array(Set(texts.flatMap { $0.matches(of: /[A-Za-z_][\w.-]*/).map { String($0.output) } })).sorted()
    }
}

/// A line `key: value`, as in directives and in `book.yml`.
struct YAMLLine {
    /// The text before the key: blanks, or the dash of a list.
    var lead: String
    var key: String
    var value: String

    init?(_ line: String) {
        guard let match = line.wholeMatch(of: /(\s*(?:- )?)([\w.-]+):(?: (.*))?/) else { return nil }
        (lead, key, value) = (String(match.output.1), String(match.output.2), String(match.output.3 ?? ""))
    }

    var text: String { "\(lead)\(key):\(value.isEmpty ? "" : " ")\(value)" }
}
