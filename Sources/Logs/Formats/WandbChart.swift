/// W&B's export of a chart: three columns for each run.
enum WandbChart: LogFormat {
    static let name = "wandb-chart"
    static let summary = "the CSV of a W&B chart: \"Step\",\"run - train/loss\",\"run - train/loss__MIN\",…"
    static let lossKind = LossKind.window
    static let joinsFiles = true
    static let notes = [
        "W&B's charts are sampled, and smoothed if the chart was: peaks are lower than in the run; its history has all of it"
    ]

    static func score(_ sample: LogSample) -> Int {
        guard let header = CSVHeader(sample) else { return 0 }
        return header.names.contains { $0.hasSuffix("__MIN") } ? 2_000 : 0
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        guard let header = CSVHeader(try LogSample(file.path)) else { return }
        let columns = header.names.map { RunColumn($0) }
        for run in columns.compactMap(\.run) where !rows.runs.contains(run) { rows.runs.append(run) }
        guard rows.runs.count < 2 || rows.wantedRun != nil else { return }
        // A chart of a single run may omit the run's name.
        let run = rows.wantedRun ?? rows.runs.first
        let names = columns.map { column -> Int? in
            column.run == run && !column.isBound ? rows.name(column.key) : nil
        }
        var isFirst = true
        try file.forEachLine(&rows) { line, rows in
            defer { isFirst = false }
            let cells = CSVHeader.cells(of: line, header.separator)
            guard !isFirst else { return }
            guard cells.count == names.count else { return rows.forget("with too few cells") }
            if let step = LogNumber(whole: cells[0]) { rows.setStep(step.value) }
            for (name, cell) in zip(names, cells) {
                if let name, let number = LogNumber(whole: cell) { rows.set(name, number) }
            }
            rows.finish(line: line.number)
        }
    }
}

/// A column of a chart: `run - key`, or its minimum or maximum.
private struct RunColumn {
    var run: String?
    var key: String
    var isBound: Bool

    init(_ name: String) {
        isBound = name.hasSuffix("__MIN") || name.hasSuffix("__MAX")
        key = name
        guard let dash = Self.lastDash(in: name) else { return }
        run = String(name[..<dash.lowerBound])
        key = String(name[dash.upperBound...])
    }

    private static func lastDash(in name: String) -> Range<String.Index>? {
        var found: Range<String.Index>?
        for index in name.indices where name[index...].hasPrefix(" - ") {
            found = index..<name.index(index, offsetBy: 3)
        }
        return found
    }
}
