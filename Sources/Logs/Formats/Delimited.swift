/// A table of comma-, tab- or semicolon-separated values with a header.
enum Delimited: LogFormat {
    static let name = "csv"
    static let summary = "a table with a header, separated by commas, tabs or semicolons: metrics.csv, plain tables"
    static let lossKind = LossKind.unknown

    static func score(_ sample: LogSample) -> Int {
        guard let header = CSVHeader(sample), header.names.count > 1 else { return 0 }
        var rows = 0
        let sound = sample.count { line in
            rows += 1
            return header.isRow(line)
        }
        // The header is not counted as a row.
        let others = rows - 1 - sound
        return others > sound ? 0 : max(sound, 1)
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        guard let header = CSVHeader(try LogSample(file.path)) else { return }
        Keyed.chooseStep(among: header.filled, &rows)
        var table = CSVTable(header, names: header.names.map { rows.name($0) })
        try file.forEachLine(&rows) { line, rows in table.read(line, into: &rows) }
        table.finish(&rows)
    }
}
