/// Comma-separated values.
public enum CSVText {
    /// A line for each row.
    public static func lines(_ rows: some Sequence<[String]>) -> String { rows.map(line).joined() }

    /// A row of cells as a line with its end.
    public static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\n" }

    /// A cell, in quotes when it could be taken for more than one.
    private static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: mustBeQuoted) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func mustBeQuoted(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }
}
