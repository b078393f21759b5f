/// The answer to a request to read a run.
public enum CellReading: Sendable, Codable {
    /// The run.
    case run(ResolvedRun)
    /// The paths of files whose contents are needed first.
    case files([String])
}
