import Foundation
public import Storage

extension Table {
    /// The table as aligned text, with numbers aligned to the right.
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
