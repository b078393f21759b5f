import Traces

/// Which names in a trace of this program are names of columns.
enum TraceColumnName {
    /// Reserved names: keys of trace lines and columns that identify rows in tables.
    private static let taken: Set<String> = [
        "step", "record", "run", "segment", "experiment", "seed", "variant", "key", "rowid", "oid",
    ]

    /// Whether a name is a valid column name and not reserved.
    static func isSound(_ name: String) -> Bool {
        TraceColumn.isName(name) && !taken.contains(name)
    }
}
