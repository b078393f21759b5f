import CMarkdown
import Diagnostics

/// Finds differences between an author's table and the cells that cmark makes of it.
enum TableShape {
    /// Faults of formulas in a row that contain a bar.
    ///
    /// A bare `|` splits the cell, and `\|` loses its backslash before the formula is read, so that a norm silently
    /// becomes an absolute value.
    static func brokenFormulas(line: Int, in lines: SourceLines) -> [Diagnostic] {
        let row = lines.line(line)
        return MathsScan(row).formulas.compactMap { range -> Diagnostic? in
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
    /// cmark gives a header the first line of the paragraph from which it was split. That is too early when text is
    /// directly above the table, so the delimiter row is searched for.
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
    /// The reported one is wrong in a header with text directly above it, so the content is searched for after the
    /// previous cell.
    static func byte(of content: UnsafeBufferPointer<UInt8>, reported: Int, after last: Int, in row: ArraySlice<UInt8>)
        -> Int
    {
        let start = reported + row.dropFirst(reported).prefix(while: \.isBlank).count
        let wanted = content.flatMap { $0 == .pipe ? [.backslash, .pipe] : [$0] }
        if row.dropFirst(start).starts(with: wanted) { return start }
        return row.dropFirst(last).firstRange(of: wanted).map { $0.lowerBound - row.startIndex } ?? start
    }

    /// The first line that looks like a delimiter row, under a header with another number of cells.
    ///
    /// Returns its offset and both numbers. cmark treats such lines as plain text.
    static func brokenDelimiter(
        in content: UnsafeBufferPointer<UInt8>
    ) -> (offset: Int, header: Int, delimiter: Int)? {
        guard content.contains(.pipe) else { return nil }
        var offset = 0
        var above: Slice<UnsafeBufferPointer<UInt8>>?
        for line in content.split(separator: .lineFeed, omittingEmptySubsequences: false) {
            if let header = above, header.contains(.pipe), isDelimiter(line) {
                return (offset, cells(header).count, cells(line).count)
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

    /// The fault of text in a row beyond its table's last column, which cmark drops as GitHub does; blanks are
    /// ignored.
    static func surplus(line: Int, from start: Int, columns: Int, in lines: SourceLines) -> Diagnostic? {
        let row = lines.line(line).dropFirst(start)
        let cells = cells(row)
        guard cells.count > columns,
            let lost = cells[columns...].first(where: { !row[$0].allSatisfy(\.isBlank) })
        else { return nil }
        let text = String(decoding: row[lost], as: UTF8.self)
        let lead = row[lost].prefix(while: \.isBlank).count
        let byte = lost.lowerBound + lead - lines.line(line).startIndex
        return Diagnostic(
            "markdown.table-surplus",
            at: lines.place(line: line, byte: byte, length: text.blankTrimmed.count),
            "the row has \(cells.count) cells and its table \(columns) columns: '\(text.blankTrimmed)' would be lost",
            help: "a `|` within a cell is written `\\|`, in code too; or give the header another cell"
        )
    }

    /// The cells of a row between its bars.
    ///
    /// As in cmark, every bar without a backslash before it separates cells, even within code.
    private static func cells<Bytes: BidirectionalCollection<UInt8>>(_ line: Bytes) -> [Range<Int>]
    where Bytes.Index == Int {
        let end = line.indices.last { !line[$0].isBlank }.map { $0 + 1 } ?? line.startIndex
        var start = line.indices.first { !line[$0].isBlank } ?? end
        if start < end, line[start] == .pipe { start += 1 }
        var cells: [Range<Int>] = []
        for index in start..<end where line[index] == .pipe {
            guard index == line.startIndex || line[index - 1] != .backslash else { continue }
            cells.append(start..<index)
            start = index + 1
        }
        if start < end { cells.append(start..<end) }
        return cells
    }
}
