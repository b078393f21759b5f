/// One file of a log.
struct LogFile {
    /// The path as the caller gave it.
    let path: String

    /// Calls `body` for each line, without terminal colours.
    func forEachLine(_ rows: inout LogRows, _ body: (LogLine, inout LogRows) -> Void) throws {
        var reader = try LineReader(path)
        try reader.forEach { line in
            line.withoutColours { body($0, &rows) }
            return !rows.isFull
        }
        if reader.tooLong > 0 { rows.dropped["longer than 16 MB", default: 0] += reader.tooLong }
        if reader.isDamaged { rows.notes.append("\(path) is cut off or damaged: what precedes the damage was read") }
    }
}
