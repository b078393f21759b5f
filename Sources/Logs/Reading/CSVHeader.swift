/// The header of a table, and how its cells are separated.
struct CSVHeader {
    let separator: UInt8
    let names: [String]
    /// How many of the first rows have each column filled.
    let filled: [(name: String, count: Int)]

    /// Nil when the first line is no header: a name at least stands in it.
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

    /// Names are short words, most of them different, and no numbers.
    private static func isHeader(_ names: [String]) -> Bool {
        let words = names.filter { $0.contains(where: \.isLetter) && $0.count < 200 }
        return words.count * 2 > names.count && !names.contains { Double($0) != nil }
            && Set(names).count * 2 > names.count
            && !names.contains { name in
                name.hasPrefix("{") || name.contains("{\"") || name.contains(": ") || name.contains(" = ")
            }
    }

    /// Whether a line has as many cells as there are names, and some number or nothing but emptiness among them.
    func isRow(_ line: LogLine) -> Bool {
        let cells = Self.cells(of: line, separator)
        guard cells.count == names.count else { return false }
        return cells.contains { LogNumber(whole: $0) != nil } || cells.allSatisfy(\.isEmpty)
    }

    /// The cells of a line without the quotes around them.
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
