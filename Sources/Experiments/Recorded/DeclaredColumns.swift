import Logs
public import Traces
import Training

/// The columns that traces can have.
public enum DeclaredColumns {
    /// Those of logs that no probe of the core has; an archive has them once it holds such a log.
    public static let ofLogs = LogColumn.all.map(\.column).filter { !Catalogue.columns.contains($0) }
    /// Each once, the probes' first.
    public static let all = Catalogue.columns + ofLogs
}
