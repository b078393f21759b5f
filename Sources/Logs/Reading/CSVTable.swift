/// Reads the rows of a table.
struct CSVTable {
    private let header: CSVHeader
    private let names: [Int]
    private var isFirst = true
    /// The last rows so far that hold nothing but their step.
    ///
    /// Some programs write values that are not finite as empty cells.
    private var empty: [(step: LogNumber, line: Int)] = []

    init(_ header: CSVHeader, names: [Int]) {
        self.header = header
        self.names = names
    }

    mutating func read(_ line: LogLine, into rows: inout LogRows) {
        let cells = CSVHeader.cells(of: line, header.separator)
        if isFirst || isHeader(cells) {
            // A restarted program writes its header again.
            if !isFirst { rows.restart() }
            isFirst = false
            return
        }
        guard cells.count == names.count else {
            return rows.forget(cells.count < names.count ? "with too few cells" : "with too many cells")
        }
        var filled = 0
        var only: LogNumber?
        for (name, cell) in zip(names, cells) where !cell.isEmpty {
            guard let number = LogNumber(whole: cell) else { continue }
            rows.set(name, number)
            filled += 1
            if rows.names[name].text == rows.stepName { only = number }
        }
        if filled == 1, let only {
            empty.append((only, line.number))
            return rows.forget()
        }
        if filled > 0 { forgetEmpty(&rows) }
        rows.finish(line: line.number)
    }

    private func isHeader(_ cells: [UnsafeBufferPointer<UInt8>]) -> Bool {
        guard let first = cells.first, let name = header.names.first, !name.isEmpty else { return false }
        return first.elementsEqual(name.utf8)
    }

    private mutating func forgetEmpty(_ rows: inout LogRows) {
        if !empty.isEmpty { rows.dropped["empty but for their step", default: 0] += empty.count }
        empty.removeAll()
    }

    /// Finishes the table.
    ///
    /// Three or more empty rows at its end are taken for losses of NaN.
    mutating func finish(_ rows: inout LogRows) {
        guard empty.count >= 3 else { return forgetEmpty(&rows) }
        let losses = names.filter { name in
            rows.names[name].series.map { rows.series[$0].meaning.canonical == "loss" && rows.series[$0].count > 0 }
                ?? false
        }
        for (step, line) in empty {
            rows.setStep(step.value)
            for name in losses { rows.set(name, LogNumber(.nan)) }
            rows.finish(line: line)
        }
        rows.notes.append(
            "the last \(empty.count) rows are empty but for their step: their losses are taken for NaN, which some "
                + "programs write as nothing"
        )
    }
}
