/// A format of JSON lines or tables that is recognised by its names.
protocol KeyDialect: LogFormat {
    /// Whether the names in a file are those of this program.
    static func isOne(_ names: Set<String>) -> Bool
}

extension KeyDialect {
    static func score(_ sample: LogSample) -> Int {
        let (base, names) = KeyedNames.of(sample)
        return base > 0 && isOne(names) ? base + 500 : 0
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        let sample = try LogSample(file.path)
        if JSONLines.score(sample) > 0 {
            try JSONLines.read(file, into: &rows)
        } else {
            try Delimited.read(file, into: &rows)
        }
    }
}

/// The names in a sample of JSON lines or of a table.
enum KeyedNames {
    /// The number of rows in one of the two forms, and their names.
    static func of(_ sample: LogSample) -> (rows: Int, names: Set<String>) {
        let lines = JSONLines.score(sample)
        if lines > 0 {
            var rows = LogRows()
            _ = sample.count { line in
                _ = JSONRow.read(line, into: &rows)
                rows.forget()
                return true
            }
            return (lines, Set(rows.names.map(\.text)))
        }
        let table = Delimited.score(sample)
        return (table, table > 0 ? Set(CSVHeader(sample)?.names ?? []) : [])
    }
}
