/// One JSON document that holds either a list of objects or columns.
enum JSONDocument: LogFormat {
    static let name = "json"
    static let summary = "one JSON document: a list of objects, or a list of numbers for each column"
    static let lossKind = LossKind.unknown

    /// The largest document that is read, in bytes, since it is held in memory.
    private static let longest = 1 << 27

    static func isDocument(_ sample: LogSample) -> Bool {
        let first = sample.firstLine.first { !$0.isWhitespace }
        return (first == "[" || first == "{")
            && sample.lines.joined(separator: [10]).withContiguousArray { bytes in
                var shape = JSONShape()
                var scanner = JSONScanner(bytes)
                _ = scanner.value(&shape)
                return shape.hasRows
            }
    }

    static func score(_ sample: LogSample) -> Int {
        guard HFTrainer.score(sample) == 0, isDocument(sample), !isObjectALine(sample) else { return 0 }
        return 100
    }

    private static func isObjectALine(_ sample: LogSample) -> Bool {
        guard sample.lines.count > 1 else { return false }
        var rows = LogRows()
        return sample.lines[0].withUnsafeBufferPointer { JSONRow.read(LogLine($0, number: 1), into: &rows) }
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        try read(file, path: nil, into: &rows)
    }

    /// Reads the objects of the document's lists, or only of the list at `path`; otherwise the columns.
    static func read(_ file: LogFile, path: String?, into rows: inout LogRows) throws {
        let source = try ByteSource(file.path)
        let bytes = source.read(longest + 1)
        guard bytes.count <= longest else {
            throw LogFault(
                "too-large",
                file.path,
                "the JSON document is larger than 128 MB",
                help: "write its list as an object a line: jq -c '.log_history[]' FILE > log.jsonl"
            )
        }
        let (encoding, mark) = TextEncoding.of(bytes)
        let text = encoding.utf8(bytes[mark...]).text
        let isWhole = text.withUnsafeBufferPointer { bytes in
            var shape = JSONShape()
            var scanner = JSONScanner(bytes)
            _ = scanner.value(&shape)
            Keyed.chooseStep(among: shape.names(path), &rows)
            var reading = JSONReading(rows, path: path)
            rows = LogRows()
            scanner = JSONScanner(bytes)
            let isWhole = scanner.value(&reading)
            reading.finishColumns()
            rows = reading.rows
            return isWhole
        }
        guard !isWhole else { return }
        rows.notes.append("the JSON of \(file.path) breaks off or is damaged: what precedes that was read")
    }
}

extension Sequence where Element == UInt8 {
    fileprivate func withContiguousArray<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        Array(self).withUnsafeBufferPointer(body)
    }
}

/// The structure of a document: the keys of its rows, and its columns.
private struct JSONShape: JSONVisitor {
    private var counts: [String: [String: Int]] = [:]
    private var columns: [String: Int] = [:]
    private var scalars = 0
    private var rowPath: [UInt8]?
    private var depth = 0
    private var lists = 0

    /// Whether the document holds a list of objects, or more columns than single numbers.
    var hasRows: Bool { !counts.isEmpty || columns.values.count { $0 > 1 } > scalars }

    /// The names with the number of their values.
    func names(_ path: String?) -> [(name: String, count: Int)] {
        let rows = path.map { counts[$0] ?? [:] } ?? counts.values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
        return (rows.isEmpty ? columns : rows).map { ($0.key, $0.value) }
    }

    mutating func number(_ path: UnsafeBufferPointer<UInt8>, _ number: LogNumber) {
        if let rowPath {
            counts[String(decoding: rowPath, as: UTF8.self), default: [:]][
                JSONReading.key(path, rowPath),
                default: 0
            ] += 1
        } else if lists > 0 {
            columns[JSONReading.last(path), default: 0] += 1
        } else {
            scalars += 1
        }
    }

    mutating func object(_ path: UnsafeBufferPointer<UInt8>, begins: Bool, inList: Bool) {
        if begins {
            if rowPath == nil, inList { rowPath = Array(path) }
            if rowPath != nil { depth += 1 }
        } else if rowPath != nil {
            depth -= 1
            if depth == 0 { rowPath = nil }
        }
    }

    mutating func list(_ path: UnsafeBufferPointer<UInt8>, begins: Bool) { lists += begins ? 1 : -1 }
}

/// Reads the rows of a document.
private struct JSONReading: JSONVisitor {
    var rows: LogRows
    private let wanted: [UInt8]?
    private var rowPath: [UInt8]?
    private var depth = 0
    private var lists = 0
    private var number = 0
    private var columns: [(name: String, values: [LogNumber])] = []

    init(_ rows: LogRows, path: String?) {
        self.rows = rows
        wanted = path.map { Array($0.utf8) }
    }

    private var isWanted: Bool { wanted.map { $0 == rowPath } ?? true }

    /// A key relative to its row's object.
    static func key(_ path: UnsafeBufferPointer<UInt8>, _ rowPath: [UInt8]) -> String {
        let skipped = rowPath.isEmpty ? 0 : rowPath.count + 1
        return String(decoding: path.dropFirst(skipped), as: UTF8.self)
    }

    static func last(_ path: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: path.split(separator: UInt8(ascii: "/")).last ?? path[...], as: UTF8.self)
    }

    mutating func number(_ path: UnsafeBufferPointer<UInt8>, _ number: LogNumber) {
        if let rowPath {
            if isWanted { rows.set(rows.name(Self.key(path, rowPath)), number) }
        } else if lists == 1 {
            let name = Self.last(path)
            if columns.last?.name != name { columns.append((name, [])) }
            columns[columns.count - 1].values.append(number)
        }
    }

    mutating func object(_ path: UnsafeBufferPointer<UInt8>, begins: Bool, inList: Bool) {
        if begins {
            if rowPath == nil, inList { rowPath = Array(path) }
            if rowPath != nil { depth += 1 }
        } else if rowPath != nil {
            depth -= 1
            guard depth == 0 else { return }
            number += 1
            if isWanted { rows.finish(line: number) }
            rowPath = nil
        }
    }

    mutating func list(_ path: UnsafeBufferPointer<UInt8>, begins: Bool) { lists += begins ? 1 : -1 }

    /// Adds the columns as rows.
    ///
    /// Only columns of the expected length are used: that of the step counter, or else the greatest.
    mutating func finishColumns() {
        guard number == 0,
            let length = columns.first(where: { $0.name == rows.stepName })?.values.count
                ?? columns.map(\.values.count).max()
        else { return }
        let sound = columns.filter { $0.values.count == length }
        for column in columns where column.values.count != length {
            rows.notes.append("'\(column.name)' has \(column.values.count) values and not \(length): it is left out")
        }
        for row in 0..<length {
            for column in sound { rows.set(rows.name(column.name), column.values[row]) }
            rows.finish(line: row + 1)
        }
    }
}
