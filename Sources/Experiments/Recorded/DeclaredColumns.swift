import Logs
public import Traces
import Training

/// The columns that a trace may have.
public enum DeclaredColumns {
    /// Columns of logs that no probe of the core records; an archive has them only if it contains such a log.
    public static let ofLogs = LogColumn.all.map(\.column).filter { !Catalogue.columns.contains($0) }
    /// All columns, each once; those of probes come first.
    public static let all = Catalogue.columns + ofLogs
}
