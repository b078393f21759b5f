/// The header of a table, and the separator of its cells.
struct CSVHeader {
    let separator: UInt8
    let names: [String]
    /// For each column, in how many of the first rows it is filled.
    let filled: [(name: String, count: Int)]

    /// Reads the header; nil when the first line is not one.
    init?(_ sample: LogSample) {
        guard let first = sample.lines.first(where: { $0.contains { $0 > 0x20 } }) else { return nil }
        var best: (separator: UInt8, names: [String])?
        for sign in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
            let names = first.withUnsafeBufferPointer { line in
                Self.cells(of: LogLine(line, number: 1), sign).map { String(decoding: $0, as: UTF8.self) }
            }
            if names.count > best?.names.count ?? 1 { best = (sign, names) }
        }
        guard let best, Self.isHeader(best.names) else { return nil }
        (separator, names) = best
        var counts = names.map { ($0, 0) }
        for line in sample.lines.dropFirst().prefix(2_000) {
            line.withUnsafeBufferPointer { bytes in
                let cells = Self.cells(of: LogLine(bytes, number: 1), best.separator)
                for (index, cell) in cells.prefix(counts.count).enumerated() where !cell.isEmpty {
                    counts[index].1 += 1
                }
            }
        }
        filled = counts
    }

    /// Whether cells look like a header: short words, most of them different, and no numbers.
    private static func isHeader(_ names: [String]) -> Bool {
        let words = names.filter { $0.contains(where: \.isLetter) && $0.count < 200 }
        return words.count * 2 > names.count && !names.contains { Double($0) != nil }
            && Set(names).count * 2 > names.count
            && !names.contains { name in
                name.hasPrefix("{") || name.contains("{\"") || name.contains(": ") || name.contains(" = ")
            }
    }

    /// Whether a line is a row: as many cells as names, and either a number among them or all empty.
    func isRow(_ line: LogLine) -> Bool {
        let cells = Self.cells(of: line, separator)
        guard cells.count == names.count else { return false }
        return cells.contains { LogNumber(whole: $0) != nil } || cells.allSatisfy(\.isEmpty)
    }

    /// The cells of a line, without surrounding quotes.
    static func cells(of line: LogLine, _ separator: UInt8) -> [UnsafeBufferPointer<UInt8>] {
        var cells: [UnsafeBufferPointer<UInt8>] = []
        let bytes = line.bytes
        var at = 0
        while at <= bytes.count {
            let start = at
            if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
                at += 1
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += 1 }
                cells.append(UnsafeBufferPointer(rebasing: bytes[start + 1..<at]))
                while at < bytes.count, bytes[at] != separator { at += 1 }
            } else {
                while at < bytes.count, bytes[at] != separator { at += 1 }
                cells.append(UnsafeBufferPointer(rebasing: bytes[start..<at]))
            }
            at += 1
        }
        return cells
    }
}
