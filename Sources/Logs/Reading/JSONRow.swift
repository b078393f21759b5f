/// One JSON object as a row.
///
/// Nested keys are joined, and of a list only the first number is used.
struct JSONRow: JSONVisitor {
    var rows: LogRows
    /// The texts in the object, by key.
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
        // Names of runs and records are short. Prompts and completions are skipped.
        guard inList == 0, path.count < 16, text.count < 200 else { return }
        texts[String(decoding: path, as: UTF8.self)] = String(decoding: text, as: UTF8.self)
    }

    mutating func list(_ path: UnsafeBufferPointer<UInt8>, begins: Bool) {
        if begins, inList == 0 { listHeld = false }
        inList += begins ? 1 : -1
    }

    /// Reads a line's object into `rows` and returns false when there is none or it is cut off.
    ///
    /// The row's texts, such as the kind of record, are passed to `accept`, which may reject the row.
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
