public import Settings

/// Reads and makes the runs of experiments that name units declared in cells of a book.
///
/// A cell's code is not part of this program: it runs in a worker, a process of its own.
public protocol CellReader: Sendable {
    /// The names that the book's cells declare, with a digest of the meaning of each one's source.
    var digests: [String: String] { get }
    /// Reads a run from an experiment's tree without its sweep and seeds.
    ///
    /// - Parameters:
    ///   - tree: the experiment.
    ///   - cells: the names of the cells whose units it names.
    ///   - files: the contents of the files that it reads, as far as they are known, by path.
    /// - Returns: the run, or the files that are needed first.
    /// - Throws: `SettingFaults` with every fault.
    func read(_ tree: Value, naming cells: [String], files: [String: [UInt8]]) throws -> CellReading
    /// Makes a run that was read; nil when `isCancelled` returned true.
    ///
    /// Throws the reason for a failure.
    func run(_ run: CellRun, isCancelled: () -> Bool) throws -> RunResult?
}
