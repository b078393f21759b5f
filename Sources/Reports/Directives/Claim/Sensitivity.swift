import Storage

/// The verdict of a claim's condition in each cell of its grid.
struct Sensitivity: Sendable {
    /// The trials with equal values in the two columns.
    struct Cell: Sendable {
        var row: Storage.Cell
        var column: Storage.Cell
        var verdict: Verdict
        /// The measured number of each trial that has one.
        var numbers: [Double]
    }

    /// The cells, sorted by row and column values.
    let cells: [Cell]

    /// Reads the answers to `SensitivitySettings.verdicts` and `SensitivitySettings.trials`.
    init(_ settings: SensitivitySettings, measure: String, verdicts: Table, trials: Table) {
        let measured = Self.measured(settings, measure, trials)
        cells = verdicts.rows.compactMap { row in
            guard case .text(let word) = row[2], let outcome = Verdict.Outcome(rawValue: word),
                case .integer(let count) = row[3], case .integer(let holds) = row[4]
            else { return nil }
            return Cell(
                row: row[0],
                column: row[1],
                verdict: Verdict(outcome: outcome, trials: Int(count), holds: Int(holds)),
                numbers: measured[[row[0].asNumber, row[1].asNumber]] ?? []
            )
        }
    }

    /// The number of cells with a verdict.
    func count(_ outcome: Verdict.Outcome) -> Int { cells.count { $0.verdict.outcome == outcome } }

    /// The count that a checked number can name: `cells`, or a verdict with underscores.
    func count(named name: String) -> Int? {
        if name == "cells" { return cells.count }
        return Verdict.Outcome.allCases.first { $0.key == name }.map(count)
    }

    /// The names that `count(named:)` accepts.
    static let names = Verdict.Outcome.allCases.map(\.key) + ["cells"]

    private static func measured(
        _ settings: SensitivitySettings,
        _ measure: String,
        _ trials: Table
    ) -> [[Storage.Cell]: [Double]] {
        let places = [settings.rows, settings.columns].map { trials.columns.firstIndex(of: $0) }
        guard let column = trials.columns.firstIndex(of: measure) else { return [:] }
        var found: [[Storage.Cell]: [Double]] = [:]
        for row in trials.rows {
            guard let number = row[column].number else { continue }
            found[places.map { $0.map { row[$0].asNumber } ?? .null }, default: []].append(number)
        }
        return found
    }
}

extension SensitivitySettings {
    /// The SELECT that computes the verdict of each cell.
    func verdicts(_ condition: String) -> String {
        Verdict.cells(sql: sql, expect: condition, rows: rows, columns: columns.isEmpty ? nil : columns)
    }

    /// The SELECT that gives the trials.
    func trials(_ condition: String) -> String { Verdict.trials(sql: sql, expect: condition) }
}

extension Verdict.Outcome {
    /// The verdict as a word in a number's key.
    fileprivate var key: String { rawValue.replacing(" ", with: "_") }
}

extension Storage.Cell {
    /// The value with numbers in one form, since SQL groups 1 with 1.0.
    fileprivate var asNumber: Storage.Cell { number.map { .real($0) } ?? self }
}

/// A claim's grid in the machine-readable results.
struct SensitivityOutcome: Codable, Sendable, Hashable {
    /// One cell: its values as texts, its verdict, and the median of its measure.
    struct Cell: Codable, Sendable, Hashable {
        var row: String
        var column: String
        var verdict: String
        var trials: Int
        var holds: Int
        var median: Double?
    }

    /// The name of the column whose values are the rows.
    var rows: String
    /// The name of the column whose values are the columns; empty when there is none.
    var columns: String
    var cells: [Cell]

    init(_ sensitivity: Sensitivity, _ settings: SensitivitySettings) {
        rows = settings.rows
        columns = settings.columns
        cells = sensitivity.cells.map { cell in
            Cell(
                row: cell.row.text,
                column: cell.column.text,
                verdict: cell.verdict.outcome.rawValue,
                trials: cell.verdict.trials,
                holds: cell.verdict.holds,
                median: Spread(cell.numbers)?.median
            )
        }
    }
}
