/// A format of training logs.
///
/// Each is a file in this folder and a line in ``LogFormats``.
protocol LogFormat: Sendable {
    /// The name in commands and in books.
    static var name: String { get }
    /// A short description with the programs that write the format.
    static var summary: String { get }
    /// What its loss is measured over.
    static var lossKind: LossKind { get }
    /// The unit of the loss; nil for nats.
    static var unit: String? { get }
    /// Notes for readers of such logs, one sentence each.
    static var notes: [String] { get }
    /// Whether several files hold columns of one run, rather than its successive starts.
    static var joinsFiles: Bool { get }
    /// The number of lines or rows of a sample that match the format.
    static func score(_ sample: LogSample) -> Int
    /// Adds the rows of a file.
    static func read(_ file: LogFile, into rows: inout LogRows) throws
}

extension LogFormat {
    static var unit: String? { nil }
    static var notes: [String] { [] }
    static var joinsFiles: Bool { false }
}

/// A format that is read line by line.
protocol LineFormat: LogFormat {
    /// Adds the values of a line and returns false when the line does not match the format.
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
