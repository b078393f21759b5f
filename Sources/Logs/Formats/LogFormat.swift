/// A form in which programs write what they record: a file of its own here, and a line in ``LogFormats``.
protocol LogFormat: Sendable {
    /// Its name in commands and in books.
    static var name: String { get }
    /// What writes it.
    static var summary: String { get }
    /// What its loss is of.
    static var lossKind: LossKind { get }
    /// The unit of its loss where it is another than the natural one.
    static var unit: String? { get }
    /// What a reader of such logs should know, a sentence each.
    static var notes: [String] { get }
    /// Whether several files are columns of one run rather than its starts.
    static var joinsFiles: Bool { get }
    /// How many lines or rows of a sample are of this form.
    static func score(_ sample: LogSample) -> Int
    /// Adds the rows of a file.
    static func read(_ file: LogFile, into rows: inout LogRows) throws
}

extension LogFormat {
    static var unit: String? { nil }
    static var notes: [String] { [] }
    static var joinsFiles: Bool { false }
}

/// A form that is read line by line.
protocol LineFormat: LogFormat {
    /// Adds what a line tells; false when it is not of this form.
    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool
}

extension LineFormat {
    static func score(_ sample: LogSample) -> Int {
        var rows = LogRows()
        return sample.count { line in
            defer { rows.forget() }
            return read(line, into: &rows)
        }
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        try file.forEachLine(&rows) { line, rows in
            if read(line, into: &rows) { rows.finish(line: line.number) } else { rows.forget("lines of another form") }
        }
    }
}
