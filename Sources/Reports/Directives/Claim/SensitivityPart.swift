import Storage

/// Renders the grid of a claim for the page.
struct SensitivityPart {
    let claim: ClaimDirective
    let settings: SensitivitySettings
    let sensitivity: Sensitivity

    /// The grid, with its note and the command that replays it.
    func view(
        note: Markup,
        replayCommand: Verbatim,
        heading: (String) -> String,
        formulas: (String) -> Markup
    ) -> SensitivityView {
        // A single row is easier to read than a single column.
        let isRow = settings.columns.isEmpty
        let rows = isRow ? [.null] : Self.different(sensitivity.cells.map(\.row))
        let columns = Self.different(sensitivity.cells.map { isRow ? $0.row : $0.column }).sorted(by: Self.precedes)
        return SensitivityView(
            id: claim.id,
            summary: formulas(summary),
            note: note,
            rowName: formulas(heading(settings.rows)),
            columnName: isRow ? .empty : formulas(heading(settings.columns)),
            rowSpoken: PlainFormula.spoken(heading(settings.rows)),
            columnSpoken: isRow ? "" : PlainFormula.spoken(heading(settings.columns)),
            subject: PlainFormula.text(in: heading(settings.rows) + (isRow ? "" : " and " + heading(settings.columns))),
            headings: columns.map { formulas(Self.printed($0)) },
            rows: rows.map { row in
                let cells = columns.map { column in
                    let found = sensitivity.cells.first { cell in
                        isRow ? cell.row == column : cell.row == row && cell.column == column
                    }
                    return found.map(self.cell) ?? SensitivityView.Cell()
                }
                return .init(heading: isRow ? formulas("verdict") : formulas(Self.printed(row)), cells: cells)
            },
            replayCommand: replayCommand
        )
    }

    /// A summary, such as "Reproduced in 5 of 9 settings, partly in 3, not in 1", and an explanation of the cells.
    private var summary: String {
        guard !sensitivity.cells.isEmpty else { return "No setting has a trial." }
        let rest = [(Verdict.Outcome.partly, "partly"), (.notReproduced, "not"), (.undecided, "undecided")]
            .map { (count: sensitivity.count($0), word: $1) }.filter { $0.count > 0 }
            .map { ", \($0.word) in \(NumberText.whole($0.count))" }.joined()
        let count = sensitivity.cells.count
        let all = "\(NumberText.whole(count)) setting\(count == 1 ? "" : "s")"
        let unit = claim.unit.isEmpty ? "" : " (\(claim.unit))"
        let cells = claim.measure.isEmpty ? "" : " Each cell: the trials that hold, and the median\(unit)."
        return "Reproduced in \(NumberText.whole(sensitivity.count(.reproduced))) of \(all)\(rest).\(cells)"
    }

    private func cell(_ cell: Sensitivity.Cell) -> SensitivityView.Cell {
        let median = Spread(cell.numbers)?.median
        return SensitivityView.Cell(
            verdict: VerdictView(cell.verdict.outcome),
            share: "\(cell.verdict.holds)/\(cell.verdict.trials)",
            told: "\(cell.verdict.holds) of \(cell.verdict.trials) trials hold",
            measured: median.map { NumberText.significant($0, digits: claim.digits) } ?? ""
        )
    }

    private static func printed(_ cell: Cell) -> String {
        let text = cell.printed(digits: 6)
        return text.isEmpty ? "none" : text
    }

    private static func different(_ cells: [Cell]) -> [Cell] {
        var seen: Set<Cell> = []
        return cells.filter { seen.insert($0).inserted }
    }

    /// The order of SQL: numbers by value, then texts.
    private static func precedes(_ first: Cell, _ second: Cell) -> Bool {
        switch (first.number, second.number) {
        case (let first?, let second?): first < second
        case (nil, nil): first.text < second.text
        case (let first, _): first != nil
        }
    }
}
