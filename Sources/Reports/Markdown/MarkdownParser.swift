import CMarkdown
import Diagnostics

extension Document {
    /// Parses a chapter, or a part of one that begins in line `firstLine` of its file.
    ///
    /// Never fails: errors are in `faults`. No heading or equation gets one of the `reserved` identifiers, which are
    /// those of the page around the chapter. No identifier among the `awaited` is generated from a heading. Citations
    /// refer to works of `bibliography`.
    init(
        parsing text: String,
        file: String,
        firstLine: Int = 1,
        reserving reserved: Set<String> = [],
        awaiting awaited: Set<String> = [],
        citing bibliography: Bibliography = Bibliography()
    ) {
        // A byte order mark is invisible to authors.
        let source = text.unicodeScalars.first == "\u{feff}" ? String(text.unicodeScalars.dropFirst()) : text
        let lines = SourceLines(source, file: file, firstLine: firstLine)
        var faults: [Diagnostic] = []
        let front = FrontMatter(lines, &faults)
        let bytes = front.blanked(source, lines)
        let document = ProseSyntax.parse(bytes, citing: bibliography.keys) { root, notes in
            var reader = BlockReader(
                lines: lines,
                notes: notes,
                identifiers: .init(reserved: reserved, awaited: awaited),
                bibliography: bibliography
            )
            return reader.document(root, file: file)
        }
        self = document ?? Document(file: file, frontMatter: nil, blocks: [], footnotes: [], faults: [])
        frontMatter = front.text
        self.faults += faults
    }
}

/// The YAML between two lines of `---` at the beginning of a chapter.
private struct FrontMatter {
    /// The YAML with its place; nil when there is none.
    private(set) var text: LocatedText?
    /// The number of its lines, including the two markers.
    private var height = 0

    init(_ lines: SourceLines, _ faults: inout [Diagnostic]) {
        guard Self.isMark(lines.line(1)) else { return }
        guard lines.count > 1, let end = (2...lines.count).first(where: { Self.isMark(lines.line($0)) }) else {
            faults.append(
                Diagnostic(
                    "markdown.front-matter",
                    at: lines.place(line: 1, byte: 0, length: 3),
                    "the front matter opened here is never closed",
                    help: "close it with a line of `---`"
                )
            )
            return
        }
        height = end
        let inner = 2..<max(end, 2)
        let yaml = inner.map { String(decoding: lines.line($0), as: UTF8.self) }.joined(separator: "\n")
        let origins = inner.map { lines.origin(line: $0, byte: 0) }
        text = LocatedText(
            file: lines.place(line: 1, byte: 0).file,
            text: yaml,
            origins: origins.isEmpty ? [lines.origin(line: 2, byte: 0)] : origins
        )
    }

    /// The source with the front matter's lines emptied, so that the other lines keep their numbers.
    func blanked(_ source: String, _ lines: SourceLines) -> [UInt8] {
        guard height > 0 else { return Array(source.utf8) }
        let rest = height < lines.count ? lines.line(height + 1).startIndex : source.utf8.count
        return Array(repeating: .lineFeed, count: height) + Array(source.utf8.dropFirst(rest))
    }

    private static func isMark(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.reversed().drop(while: \.isBlank)
        return text.count == 3 && text.allSatisfy { $0 == UInt8(ascii: "-") }
    }
}
