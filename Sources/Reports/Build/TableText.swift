import Foundation
public import Storage

extension Table {
    /// The table as aligned text, numbers at the right.
    public var aligned: String {
        let cells = [columns] + rows.map { $0.map { $0.printed(digits: 8) } }
        let widths = columns.indices.map { index in cells.map { $0[index].count }.max() ?? 0 }
        let lines = cells.enumerated().map { line, row in
            row.indices.map { index in
                let pad = String(repeating: " ", count: widths[index] - row[index].count)
                let isNumber = line > 0 && rows[line - 1][index].number != nil
                return isNumber ? pad + row[index] : row[index] + pad
            }.joined(separator: "  ")
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
    }
}

/// The documentation of the archive's tables as text.
public enum TableGuide {
    /// The tables' names.
    public static var names: [String] { ArchiveSchema.tables.map(\.name) }

    /// Every table, or the one named.
    public static func text(only name: String) -> String {
        ArchiveSchema.tables.filter { name.isEmpty || $0.name == name }.map { table in
            let width = table.columns.map(\.name.count).max() ?? 0
            let columns = table.columns.map { column in
                "  \(column.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(column.meaning)"
                    + (column.unit.isEmpty ? "" : " [\(column.unit)]")
            }
            return "\(table.name): \(table.summary)\n" + columns.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
