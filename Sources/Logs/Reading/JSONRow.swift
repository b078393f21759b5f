/// One object of JSON as a row: nested keys are joined, of a list the first number counts.
struct JSONRow: JSONVisitor {
    var rows: LogRows
    /// Texts that a format asks for, by key.
    var texts: [String: String] = [:]
    private var inList = 0
    private var listHeld = false

    init(_ rows: LogRows) { self.rows = rows }

    mutating func number(_ path: UnsafeBufferPointer<UInt8>, _ number: LogNumber) {
        if inList > 0 {
            guard !listHeld else { return }
            listHeld = true
        }
        rows.set(rows.name(path), number)
    }

    mutating func text(_ path: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>) {
        if let number = LogNumber(whole: text) { return self.number(path, number) }
        // Names of runs and records are short; prompts and completions are not kept.
        guard inList == 0, path.count < 16, text.count < 200 else { return }
        texts[String(decoding: path, as: UTF8.self)] = String(decoding: text, as: UTF8.self)
    }

    mutating func list(_ path: UnsafeBufferPointer<UInt8>, begins: Bool) {
        if begins, inList == 0 { listHeld = false }
        inList += begins ? 1 : -1
    }

    /// Reads a line's object into `rows`; false when it is none or broken off.
    ///
    /// What the row's texts say, such as which record it is, is given to `accept`, which may refuse it.
    static func read(
        _ line: LogLine,
        from start: Int = 0,
        into rows: inout LogRows,
        _ accept: ([String: String], inout LogRows) -> Bool = { _, _ in true }
    ) -> Bool {
        var row = JSONRow(rows)
        rows = LogRows()
        var scanner = JSONScanner(line.bytes, from: start)
        let isWhole = scanner.value(&row)
        rows = row.rows
        return isWhole && accept(row.texts, &rows)
    }
}
