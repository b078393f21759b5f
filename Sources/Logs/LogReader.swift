import Diagnostics
import Traces

/// Reads training logs of any program.
public enum LogReader {
    /// Reads the files of one run.
    ///
    /// The ``Log`` reports every decision, such as which name was taken for which column.
    ///
    /// - Parameters:
    ///   - files: paths of files, or of folders that hold them.
    ///   - format: a name in ``LogFormats``; nil to recognise the format.
    ///   - columns: names in the file by canonical name, including `step`, which override recognition.
    ///   - run: the run to read, if the files hold several.
    /// - Returns: the log.
    /// - Throws: `LogFault` when it cannot be read.
    public static func read(
        files: [String],
        format: String? = nil,
        columns: [String: String] = [:],
        run: String? = nil
    ) throws -> Log {
        try checkColumns(columns)
        let paths = try LogFiles.all(files)
        let chosen = try chosenFormat(format, paths, columns)
        let ordered = try LogFiles.ordered(paths, chosen)
        var rows = LogRows(columns: columns)
        rows.stepName = columns["step"]
        rows.wantedRun = run
        for (index, path) in ordered.enumerated() {
            if chosen.joinsFiles { rows.join(file: index) } else { rows.begin(file: index) }
            try chosen.read(LogFile(path: path), into: &rows)
        }
        try LogRefusals.check(rows, paths: ordered, columns: columns)
        rows = try LogRuns.chosen(rows, run, path: ordered[0])
        return try log(rows, chosen, ordered, columns)
    }

    /// Whether a path leads to a non-empty file that holds no trace of this program.
    public static func holdsOther(thanTracesIn path: String) throws -> Bool {
        guard LogFiles.isRegular(path) else { return false }
        let sample = try LogSample(path)
        return !sample.head.isEmpty && NativeTrace.score(sample) == 0
    }

    /// The largest number of quantities in an entry.
    ///
    /// With more, they are probably those of single parameters.
    private static let mostColumns = 500

    private static func log(
        _ rows: LogRows,
        _ format: any LogFormat.Type,
        _ paths: [String],
        _ columns: [String: String]
    ) throws -> Log {
        var log = Log(format: format.name, files: paths)
        log.run = rows.wantedRun
        log.lossKind = format.lossKind
        log.unit = format.unit
        log.notes = format.notes + rows.notes
        log.dropped = rows.dropped
        let isNative = format.name == NativeTrace.name
        var assembly = LogAssembly(rows, native: isNative)
        guard assembly.hasLoss || isNative else { throw LogRefusals.noLoss(rows, path: paths[0]) }
        guard assembly.width <= mostColumns else { throw LogRefusals.tooWide(assembly.width, mostColumns, paths[0]) }
        assembly.fill(&log)
        if let kind = LossKind.said(by: log.columns["loss"]) { log.lossKind = kind }
        if let step = rows.stepName { log.columns["step"] = step }
        if assembly.withoutLoss > 0 { log.dropped["without a loss, such as evaluations"] = assembly.withoutLoss }
        log.notRecorded = LogColumn.all.map(\.column.name).filter { log.columns[$0] == nil }
        return log
    }

    private static func checkColumns(_ columns: [String: String]) throws {
        let known = ["step"] + (LogColumn.all + LogColumn.evaluations).map(\.column.name)
        for name in columns.keys.sorted() where !known.contains(name) {
            throw LogFault("column", nil, "there is no column '\(name)'", help: NearMiss.help(for: name, in: known))
        }
    }

    private static func chosenFormat(
        _ name: String?,
        _ paths: [String],
        _ columns: [String: String]
    ) throws -> any LogFormat.Type {
        guard let name else { return try LogRecognition.format(of: paths, columns: columns) }
        guard let format = LogFormats.named(name) else {
            throw LogFault(
                "format",
                nil,
                "there is no format '\(name)'",
                help: NearMiss.help(for: name, in: LogFormats.names)
            )
        }
        return format
    }
}
