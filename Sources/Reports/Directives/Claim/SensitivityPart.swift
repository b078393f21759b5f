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
        let shape = shape(formulas)
        let names = shape.axes.map { $0.map(heading).joined(separator: ", ") }
        return SensitivityView(
            id: claim.id,
            summary: formulas(summary),
            note: note,
            rowName: formulas(names[0]),
            columnName: names.count > 1 ? formulas(names[1]) : .empty,
            rowSpoken: PlainFormula.spoken(names[0]),
            columnSpoken: names.count > 1 ? PlainFormula.spoken(names[1]) : "",
            subject: PlainFormula.text(in: names.joined(separator: " and ")),
            headings: shape.headings,
            rows: shape.rows,
            replayCommand: replayCommand
        )
    }

    /// How the cells are laid out: which columns name its rows and its columns, and what stands in them.
    private struct Shape {
        var axes: [[String]]
        var headings: [Markup]
        var rows: [SensitivityView.Row]
    }

    private func shape(_ formulas: (String) -> Markup) -> Shape {
        let cells = sensitivity.cells
        guard !settings.columns.isEmpty else {
            // A single row is easier to read than a single column.
            let row = cells.sorted { Self.precedes($0.row, $1.row) }
            return Shape(
                axes: [[settings.rows]],
                headings: row.map { formulas(Self.printed($0.row)) },
                rows: [.init(heading: formulas("verdict"), cells: row.map(cell))]
            )
        }
        let rows = Self.different(cells.map(\.row))
        let columns = Self.different(cells.map(\.column)).sorted(by: Self.precedes)
        guard cells.count * 2 >= rows.count * columns.count else { return list(formulas) }
        return Shape(
            axes: [[settings.rows], [settings.columns]],
            headings: columns.map { formulas(Self.printed($0)) },
            rows: rows.map { row in
                let found = columns.map { column in cells.first { $0.row == row && $0.column == column } }
                return .init(heading: formulas(Self.printed(row)), cells: found.map { $0.map(cell) ?? .init() })
            }
        )
    }

    /// A line for each setting that was run, in place of a grid that would be mostly empty.
    private func list(_ formulas: (String) -> Markup) -> Shape {
        Shape(
            axes: [[settings.rows, settings.columns]],
            headings: [formulas("verdict")],
            rows: sensitivity.cells.map { entry in
                let name = [entry.row, entry.column].map(Self.printed).joined(separator: ", ")
                return .init(heading: formulas(name), cells: [cell(entry)])
            }
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
        let unit = claim.unit.isEmpty ? "" : " (\(claim.bareUnit))"
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
