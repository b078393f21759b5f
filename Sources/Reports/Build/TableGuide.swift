import Foundation
import Storage

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
