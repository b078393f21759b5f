public import Tensors

/// Reads parameters and gradients from another program's text files, so that its runs can be compared with ours.
public enum ParameterFiles {
    /// Reads initial parameters: numbers in the layout's order, in one column or one row, with or without a header.
    ///
    /// Returns `layout.count` numbers; throws a ``DataFault`` when there are more or fewer.
    public static func parameters(_ bytes: [UInt8], file: String, layout: ParameterLayout) throws -> [Double] {
        let table = try NumberTable(bytes, file: file)
        guard table.rows == 1 || table.columns == 1 else {
            let found = "\(table.rows) rows of \(table.columns) columns"
            throw DataFault(file, .whole, found: found, wanted: "one row or one column; \(wanted(layout))")
        }
        guard table.values.count == layout.count else {
            throw DataFault(file, .whole, found: "\(table.values.count) numbers", wanted: wanted(layout))
        }
        return table.values
    }

    /// Reads recorded gradients: one row for each step, one column for each parameter in the layout's order, with or
    /// without a header.
    ///
    /// Returns rows × `layout.count` numbers, step after step. Throws a ``DataFault`` when there are more or fewer
    /// columns, when one counts steps, or when there are fewer rows than `steps`.
    public static func gradients(_ bytes: [UInt8], file: String, layout: ParameterLayout, steps: Int = 0) throws
        -> [Double]
    {
        let table = try NumberTable(bytes, file: file)
        if let column = table.header?.firstIndex(where: { counters.contains($0.lowercased()) }) {
            let place = DataFault.Place.line(table.firstLine, column: column + 1)
            let found = "a column '\(table.header?[column] ?? "")', which counts steps"
            throw DataFault(file, place, found: found, wanted: "parameters only; take it out, row 1 is step 1")
        }
        guard table.columns == layout.count else {
            let place = DataFault.Place.line(table.lines[0], column: nil)
            throw DataFault(file, place, found: "\(table.columns) columns", wanted: wanted(layout))
        }
        guard table.rows >= steps else {
            let place = DataFault.Place.line(table.lines[table.rows - 1], column: nil)
            let wanted = "\(steps), one for each step; write steps: \(table.rows) or record more"
            throw DataFault(file, place, found: "the end after \(table.rows) rows", wanted: wanted)
        }
        return table.values
    }

    /// Names of columns that are not parameters, in lower case.
    private static let counters: Set<String> = [
        "step", "steps", "iteration", "iterations", "iter", "epoch", "time", "index", "global_step",
    ]

    private static func wanted(_ layout: ParameterLayout) -> String {
        let tensors = layout.slices.map { "\($0.name) \($0.shape)" }.joined(separator: ", ")
        return "\(layout.count) numbers: \(tensors)"
    }
}
