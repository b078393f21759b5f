import Diagnostics

/// The errors for files that cannot be read, with advice.
enum LogRefusals {
    /// The first bytes of other kinds of file.
    private static let kinds: [(begin: [UInt8], what: String, help: String)] = [
        (
            Array("PAR1".utf8), "a Parquet file",
            "write it as CSV: python -c \"import pandas; pandas.read_parquet('FILE').to_csv('log.csv')\""
        ),
        (
            Array(":W&B".utf8), "W&B's own binary file",
            "its text is in files/output.log; 'wandb sync' and scan_history() give the history"
        ),
        (Array("PK\u{3}\u{4}".utf8), "a zip archive or a checkpoint", "unpack it and name the log in it"),
        ([0x80, 2], "a pickled object", "write what it holds as JSON lines"),
        ([0x80, 4], "a pickled object", "write what it holds as JSON lines"),
        (
            Array("SQLite format 3".utf8), "an SQLite database",
            "write its table as CSV: sqlite3 -csv -header FILE 'SELECT …'"
        ),
        ([0x89, 0x50, 0x4E, 0x47], "a picture", "name the log that it was drawn from"),
        (Array("%PDF".utf8), "a PDF document", "name the log that it shows"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd", "unpack it: zstd -d FILE"),
        ([0xFD, 0x37, 0x7A, 0x58], "compressed by xz", "unpack it: xz -d FILE"),
        (Array("BZh".utf8), "compressed by bzip2", "unpack it: bzip2 -d FILE"),
        ([0x89, 0x48, 0x44, 0x46], "an HDF5 file", "write what it holds as CSV"),
    ]

    /// Throws unless the file is text or an event file.
    static func check(_ sample: LogSample) throws {
        guard sample.head.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            let what = sample.head.isEmpty ? "the file is empty" : "the file holds nothing but spaces"
            throw LogFault("empty", sample.path, what, help: "look whether the program writes its log elsewhere")
        }
        if let kind = kinds.first(where: { sample.head.starts(with: $0.begin) }) {
            throw LogFault("binary", sample.path, "the file is \(kind.what)", help: kind.help)
        }
        guard !EventRecords.begin(sample.head), isBinary(sample.head) else { return }
        throw LogFault("binary", sample.path, "the file is binary, and of no kind that is known", help: formats)
    }

    /// Whether the bytes are not text: more than 2 % are control characters other than line ends, tabs and escapes.
    private static func isBinary(_ head: [UInt8]) -> Bool {
        guard TextEncoding.of(head).mark == 0, case .utf8 = TextEncoding.of(head).encoding else { return false }
        let strange = head.count { $0 < 0x20 && ![0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains($0) }
        return strange * 50 > head.count
    }

    private static var formats: String { "formats: " + LogFormats.names.joined(separator: ", ") }

    static func unknown(_ sample: LogSample) -> LogFault {
        if let header = CSVHeader(sample) {
            return noLoss(header.names, rows: sample.lines.count - 1, path: sample.path)
        }
        return LogFault(
            "unknown",
            sample.path,
            "no line of the file is of a form that is known: '\(sample.firstLine.prefix(60))'",
            help: "say the format, or write a table with the columns step and loss; " + formats
        )
    }

    /// Throws when there are no rows, too many, or not the requested columns.
    static func check(_ rows: LogRows, paths: [String], columns: [String: String]) throws {
        guard !rows.isFull else {
            throw LogFault(
                "too-long",
                paths[0],
                "the log has more than \(LogRows.most) rows",
                help: "keep each tenth, or a stretch of it: awk 'NR == 1 || NR % 10 == 0' FILE > part.log"
            )
        }
        let names = rows.names.map(\.text)
        for (canonical, name) in columns.sorted(by: { $0.key < $1.key }) where rows.count > 0 || !names.isEmpty {
            guard !names.contains(name) else { continue }
            throw LogFault(
                "column",
                paths[0],
                "there is no '\(name)' in the log, which \(canonical) was to be",
                help: NearMiss.help(for: name, in: names)
            )
        }
        if rows.runs.count > 1 || rows.wantedRun != nil && !rows.runs.isEmpty {
            try LogRuns.check(rows.wantedRun, among: rows.runs, path: paths[0])
        }
        guard rows.count == 0 else { return }
        throw noLoss(rows, path: paths[0])
    }

    /// The error for a log of too many quantities.
    static func tooWide(_ width: Int, _ most: Int, _ path: String) -> LogFault {
        LogFault(
            "columns",
            path,
            "the log has \(width) quantities a step, more than the \(most) that are kept",
            help: "write what belongs to single layers or parameters as lines of their own"
        )
    }

    static func noLoss(_ rows: LogRows, path: String) -> LogFault {
        if rows.names.contains(where: { name in name.series.map { rows.series[$0].meaning.canonical == "loss" } ?? false
        }) {
            let reasons = rows.dropped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            return LogFault(
                "no-rows",
                path,
                "the log holds no row with a step and a loss"
                    + (reasons.isEmpty ? "" : ": \(reasons.joined(separator: ", "))"),
                help: "say which column counts steps: step=NAME"
            )
        }
        return noLoss(
            rows.names.filter { $0.count > 0 }.map(\.text),
            rows: rows.names.map(\.count).max() ?? 0,
            path: path
        )
    }

    /// The error for a log without a loss.
    ///
    /// It lists the names found, the likely ones first.
    private static func noLoss(_ names: [String], rows: Int, path: String) -> LogFault {
        let near = names.filter { $0.lowercased().contains("loss") }
        let ordered = near + names.filter { !near.contains($0) }
        let shown = ordered.prefix(40).map { "'\($0)'" }.joined(separator: ", ")
        let more = ordered.count > 40 ? " and \(ordered.count - 40) more" : ""
        return LogFault(
            "no-loss",
            path,
            "none of the \(names.count) names in \(rows) rows is known as a loss",
            help: names.isEmpty ? formats : "say which is: loss=\(ordered.first ?? "NAME"); there are \(shown)\(more)"
        )
    }
}
