/// Traces of this program and of its recorder.
enum NativeTrace: LogFormat {
    static let name = "spikebook"
    static let summary =
        "traces that spikebook or its recorder wrote: {\"record\":\"run\",\"schema\":1,…}, then a line a step"
    static let lossKind = LossKind.step

    static func score(_ sample: LogSample) -> Int {
        let first = sample.firstLine
        return first.hasPrefix("{") && first.contains("\"record\"") && first.contains("\"schema\"") ? 5_000 : 0
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        rows.stepName = "step"
        rows.keepsAllNames = true
        var reading = NativeReading(file)
        try file.forEachLine(&rows) { line, rows in reading.read(line, into: &rows) }
        if let version = reading.newer {
            throw LogFault(
                "schema",
                file.path,
                line: reading.newerLine,
                "the trace has schema \(version); this program reads \(TraceLines.schema)",
                help: "read it with the program that wrote it, or a later one"
            )
        }
    }
}

/// The state while a file's lines are read.
private struct NativeReading {
    var newer: Int?
    var newerLine = 1
    private let file: LogFile
    private var run: String?

    init(_ file: LogFile) { self.file = file }

    mutating func read(_ line: LogLine, into rows: inout LogRows) {
        let record = record(of: line)
        if record == "run" { return begin(line, &rows) }
        guard rows.wantedRun == nil || run == nil || run == rows.wantedRun else { return }
        // Of a second run only the name is needed, for the error message.
        guard rows.runs.count < 2 || rows.wantedRun != nil else { return }
        if ["step", "curvature"].contains(record) {
            guard JSONRow.read(line, into: &rows) else { return rows.forget("broken off, or no JSON") }
            return rows.finish(line: line.number)
        }
        guard let native = NativeLine(line) else { return rows.forget("broken off, or no JSON") }
        guard !rows.extras.take(record, native) else { return }
        if record == "event", let step = native.whole("step"), let event = native.texts["event"] {
            let note = native.texts["note"].map { " (\($0))" } ?? ""
            return rows.notes.append("step \(step): \(event)\(note)")
        }
        rows.forget("of a record that is not known")
    }

    private func record(of line: LogLine) -> String {
        guard let start = line.find("\"record\"") else { return "step" }
        var cursor = LineCursor(line, from: start)
        guard cursor.take(":"), cursor.take("\"") else { return "" }
        return String(decoding: line.bytes[cursor.at...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }

    private mutating func begin(_ line: LogLine, _ rows: inout LogRows) {
        guard let native = NativeLine(line) else { return rows.forget("broken off, or no JSON") }
        if let schema = native.whole("schema"), schema > TraceLines.schema {
            newer = newer ?? schema
            newerLine = line.number
        }
        run = native.texts["name"]
        if let run, !rows.runs.contains(run) { rows.runs.append(run) }
        rows.restart()
    }
}
