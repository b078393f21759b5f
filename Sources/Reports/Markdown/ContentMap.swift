import Diagnostics

/// Maps an offset in the content of a leaf block, as cmark extracted it, to its place in the file.
///
/// cmark removes quote marks and indentation from each line before it reads inlines, but counts columns as if nothing
/// had been removed. So its columns are wrong in continued lines. But every line of the content is the end of its
/// source line, which determines its exact place. The only exception is a partly consumed tab, for which columns are
/// approximate.
struct ContentMap {
    private struct Segment {
        var offset: Int
        var line: Int
        var byte: Int
    }

    private let lines: SourceLines
    private var segments: [Segment] = []
    /// In a table cell, the offsets of bars that are escaped by a backslash in the source.
    private var escapes: [Int] = []

    /// Maps lines that are the ends of the source lines from `first` on.
    init(_ content: some BidirectionalCollection<UInt8>, first: Int, in lines: SourceLines) {
        self.lines = lines
        var offset = 0
        for (index, part) in content.split(separator: .lineFeed, omittingEmptySubsequences: false).enumerated() {
            let source = lines.line(first + index)
            let byte = Self.position(of: part, atEndOf: source) ?? source.prefix(while: \.isBlank).count
            segments.append(Segment(offset: offset, line: first + index, byte: byte))
            offset += part.count + 1
        }
    }

    /// Maps the content of a paragraph.
    ///
    /// Its reported first line is wrong when link definitions precede it, so the last line is tried first.
    init(paragraph content: UnsafeBufferPointer<UInt8>, start: Int, end: Int, in lines: SourceLines) {
        let text = content.last == .lineFeed ? content.dropLast() : content[...]
        let height = text.count { $0 == .lineFeed } + 1
        let fits = Self.fits(text, first: end - height + 1, in: lines)
        self.init(text, first: fits ? end - height + 1 : start, in: lines)
    }

    /// Maps a content of one line that begins at a byte of that line; in a table cell, `\|` stands for `|`.
    init(line: Int, byte: Int, content: UnsafeBufferPointer<UInt8>, in lines: SourceLines) {
        self.lines = lines
        let source = lines.line(line)
        segments = [Segment(offset: 0, line: line, byte: byte)]
        var at = source.startIndex + byte
        for offset in content.indices where source.indices.contains(at) {
            if source[at] == .backslash, content[offset] == .pipe {
                escapes.append(offset)
                at += 1
            }
            at += 1
        }
    }

    /// The place of an offset.
    func place(_ offset: Int, length: Int = 1) -> Place {
        let (line, byte) = position(offset)
        return lines.place(line: line, byte: byte, length: length)
    }

    /// Text that begins at an offset, with the origin of each of its lines.
    func located(_ text: String, at offset: Int) -> LocatedText {
        var origins: [LocatedText.Origin] = []
        var next = offset
        for part in text.utf8.split(separator: .lineFeed, omittingEmptySubsequences: false) {
            let (line, byte) = position(next)
            origins.append(lines.origin(line: line, byte: byte))
            next += part.count + 1
        }
        return LocatedText(file: place(offset).file, text: text, origins: origins)
    }

    private func position(_ offset: Int) -> (line: Int, byte: Int) {
        let low = max(0, Self.count(segments, to: offset + 1) { $0.offset } - 1)
        guard segments.indices.contains(low) else { return (1, 0) }
        let escaped = Self.count(escapes, to: offset) { $0 }
        return (segments[low].line, segments[low].byte + offset - segments[low].offset + escaped)
    }

    /// The number of elements, which are sorted, before an offset.
    private static func count<Element>(_ elements: [Element], to offset: Int, place: (Element) -> Int) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if place(elements[middle]) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The byte at which `part` begins, if the source line ends with it, apart from blanks; nil otherwise.
    private static func position(of part: some BidirectionalCollection<UInt8>, atEndOf source: ArraySlice<UInt8>)
        -> Int?
    {
        let wanted = part.reversed().drop(while: \.isBlank)
        let have = source.reversed().drop(while: \.isBlank)
        guard have.starts(with: wanted) else { return nil }
        return have.count - wanted.count
    }

    private static func fits(_ text: some BidirectionalCollection<UInt8>, first: Int, in lines: SourceLines) -> Bool {
        guard first >= 1 else { return false }
        let parts = text.split(separator: UInt8.lineFeed, omittingEmptySubsequences: false)
        return parts.enumerated().allSatisfy { position(of: $1, atEndOf: lines.line(first + $0)) != nil }
    }
}
