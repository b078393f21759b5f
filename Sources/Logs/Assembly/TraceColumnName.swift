import Traces

/// Which names of a trace written by this program are columns.
enum TraceColumnName {
    /// Whether a name can be a column's and is none of the words that say where a line belongs.
    static func isSound(_ name: String) -> Bool {
        TraceColumn.isName(name) && !["step", "record", "run", "segment"].contains(name)
    }
}
