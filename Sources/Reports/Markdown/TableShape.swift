import CMarkdown
import Diagnostics

/// What can go wrong between an author's table and the cells that cmark makes of it.
enum TableShape {
    /// Formulas of a row that a bar has destroyed: a bare `|` splits the cell, and `\|` loses its backslash before the
    /// formula is read, so that a norm silently becomes an absolute value.
    static func brokenFormulas(line: Int, in lines: SourceLines) -> [Diagnostic] {
        let row = lines.line(line)
        return MathsRule.formulas(inLine: row).compactMap { range -> Diagnostic? in
            guard row[range].contains(.pipe) else { return nil }
            let text = String(decoding: row[range], as: UTF8.self)
            return Diagnostic(
                "markdown.table-maths",
                at: lines.place(line: line, byte: range.lowerBound - row.startIndex, length: text.count),
                "the table cuts the formula \(text) at its bar",
                help: "write \\lVert … \\rVert for a norm, \\lvert … \\rvert for a value, \\mid for a condition; "
                    + "a dollar that is money is written \\$"
            )
        }
    }

    /// The source line of a row.
    ///
    /// cmark gives a header the first line of the paragraph that it was cut from, which is
    /// too early when text stands directly above the table; its delimiter row is looked for.
    static func line(of row: OpaquePointer, in lines: SourceLines) -> Int {
        let reported = Int(cmark_node_get_start_line(row))
        guard InlineReader.string(cmark_node_get_type_string(row)) == "table_header", reported < lines.count else {
            return reported
        }
        let delimiter = (reported + 1...lines.count).first { number in
            let line = lines.line(number)
            return line.contains(UInt8(ascii: "-")) && line.allSatisfy { "|-:> \t".utf8.contains($0) }
        }
        return delimiter.map { $0 - 1 } ?? reported
    }

    /// The byte of a row's line at which a cell's content begins.
    ///
    /// The reported one is wrong in a header with text
    /// directly above it, so the content is looked for behind the cell before.
    static func byte(of content: UnsafeBufferPointer<UInt8>, reported: Int, after last: Int, in row: ArraySlice<UInt8>)
        -> Int
    {
        let start = reported + row.dropFirst(reported).prefix(while: \.isBlank).count
        let wanted = content.flatMap { $0 == .pipe ? [.backslash, .pipe] : [$0] }
        if row.dropFirst(start).starts(with: wanted) { return start }
        return row.dropFirst(last).firstRange(of: wanted).map { $0.lowerBound - row.startIndex } ?? start
    }

    /// The first line that looks like a delimiter row under a header with another number of cells.
    ///
    /// Gives its offset and both numbers. cmark takes such lines for plain text.
    static func brokenDelimiter(
        in content: UnsafeBufferPointer<UInt8>
    ) -> (offset: Int, header: Int, delimiter: Int)? {
        guard content.contains(.pipe) else { return nil }
        var offset = 0
        var above: Slice<UnsafeBufferPointer<UInt8>>?
        for line in content.split(separator: .lineFeed, omittingEmptySubsequences: false) {
            if let header = above, header.contains(.pipe), isDelimiter(line) {
                return (offset, cells(header), cells(line))
            }
            offset += line.count + 1
            above = line
        }
        return nil
    }

    /// The alignment for cmark's letter.
    static func alignment(_ letter: UInt8) -> Block.Table.Alignment? {
        switch letter {
        case UInt8(ascii: "l"): .left
        case UInt8(ascii: "c"): .centre
        case UInt8(ascii: "r"): .right
        default: nil
        }
    }

    private static func isDelimiter(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        line.contains(.pipe) && line.contains(UInt8(ascii: "-")) && line.allSatisfy { "|-: \r\t".utf8.contains($0) }
    }

    private static func cells(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        let text = line.drop(while: \.isBlank).reversed().drop(while: \.isBlank)
        let bars = zip(line.indices, line).count { index, byte in
            byte == .pipe && (index == line.startIndex || line[index - 1] != .backslash)
        }
        let edges = (text.first == .pipe ? 1 : 0) + (line.drop(while: \.isBlank).first == .pipe ? 1 : 0)
        return bars + 1 - edges
    }
}
