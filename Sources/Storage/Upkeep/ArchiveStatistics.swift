/// The size of an archive in several respects.
public struct ArchiveStatistics: Sendable, Hashable {
    /// The file with its log, in bytes.
    public var bytes: Int
    /// All runs.
    public var runs: Int
    /// The runs that the present book does not name.
    public var runsNotInBook: Int
    /// Analyses of the runs' traces.
    public var analyses: Int
    /// The rows that belong to runs and analyses: of the trace, states, spikes and so on.
    public var rows: Int
    /// Derived results.
    public var contents: Int
    /// Runs that were removed because they were damaged.
    public var quarantined: Int
    /// Damaged files that are kept beside the archive.
    public var damagedFiles: [String]
}
