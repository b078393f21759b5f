import Traces

/// Which names of a trace written by this program are columns.
enum TraceColumnName {
    /// The words of lines, and those by which tables tell rows apart.
    private static let taken: Set<String> = [
        "step", "record", "run", "segment", "experiment", "seed", "variant", "key", "rowid", "oid",
    ]

    /// Whether a name can be a column's and is none of the words that say where a line belongs.
    static func isSound(_ name: String) -> Bool {
        TraceColumn.isName(name) && !taken.contains(name)
    }
}
