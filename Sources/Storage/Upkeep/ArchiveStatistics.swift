/// Counts and sizes of an archive's contents.
public struct ArchiveStatistics: Sendable, Hashable {
    /// The size of the file with its write-ahead log, in bytes.
    public var bytes: Int
    /// The number of runs.
    public var runs: Int
    /// The number of runs that the present book does not name.
    public var runsNotInBook: Int
    /// The number of analyses.
    public var analyses: Int
    /// The number of rows that belong to runs and analyses: of the trace, states, spikes and so on.
    public var rows: Int
    /// The number of derived results.
    public var contents: Int
    /// The number of runs that were removed because they were damaged.
    public var quarantined: Int
    /// The names of damaged files that are kept beside the archive.
    public var damagedFiles: [String]
}
