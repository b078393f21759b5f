/// Comma-separated values.
public enum CSVText {
    /// The rows as lines of CSV.
    public static func lines(_ rows: some Sequence<[String]>) -> String { rows.map(line).joined() }

    /// One row of cells as a line of CSV, with its line end.
    public static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\n" }

    /// A cell, quoted when it holds a character that CSV reserves.
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
