/// The choice of the step counter among the keys of a log.
enum Keyed {
    /// Chooses the step counter of a file of JSON lines.
    static func chooseStep(of file: LogFile, _ rows: inout LogRows) throws {
        guard rows.stepName == nil else { return }
        var trial = LogRows()
        var left = 400
        var reader = try LineReader(file.path)
        try reader.forEach { line in
            line.withoutColours { _ = JSONRow.read($0, into: &trial) }
            trial.forget()
            left -= 1
            return left > 0
        }
        chooseStep(among: trial.names.map { ($0.text, $0.count) }, &rows)
    }

    /// Chooses the likeliest step counter among the names that most rows have.
    static func chooseStep(among names: [(name: String, count: Int)], _ rows: inout LogRows) {
        guard rows.stepName == nil else { return }
        let candidates = names.filter { $0.count > 0 }.compactMap { name in
            ColumnNames.stepRank(of: name.name).map { (rank: $0, name: name.name, count: name.count) }
        }
        let most = candidates.map(\.count).max() ?? 0
        let best = candidates.filter { $0.count * 2 >= most }.min { ($0.rank, $0.name) < ($1.rank, $1.name) }
        rows.stepName = best?.name
        rows.countsRows = best == nil
        switch best?.name {
        case nil: rows.notes.append("nothing in the log counts steps: its rows are counted")
        case "_step": rows.notes.append("'_step' counts calls of the logger, which need not be steps")
        case "epoch": rows.notes.append("'epoch' is taken for the step")
        case _?: break
        }
    }
}
