import Logs
public import Settings
import Traces

/// A run of another program of which there is a log.
public struct RecordedRun: LoggedRun {
    public let log: StatedLog
    public private(set) var files: InputFiles
    /// The seed that the author states.
    public var seed = 0

    /// The keys that an experiment may have besides `trace`.
    static let keys = StatedLog.keys + ["seed", "seeds", "sweep"]

    /// Reads a run from an experiment's tree and finds its log.
    ///
    /// Throws `SettingFaults` with all faults.
    init(reading tree: Value, files source: InputFiles.Source) throws {
        var attempts = Attempts()
        attempts.run { try Self.checkKeys(of: tree) }
        let log = attempts.run { try StatedLog(reading: tree) }
        let paths = (try? RecordedTrace(reading: tree[RecordedTrace.name] ?? .null))?.files ?? []
        let files = attempts.run { try InputFiles(paths, in: tree) { try $0.find($1, from: source) } }
        guard attempts.faults.isEmpty, let log, let files else { throw SettingFaults(attempts.faults) }
        (self.log, self.files) = (log, files)
    }

    private static func checkKeys(of tree: Value) throws {
        try ExperimentKeys.check(tree, own: keys) { name in
            let help =
                ProgramSettings.keys.contains(name)
                ? "write command: and the program that makes the run, or leave it out"
                : "leave it out: beside trace stand optimizer, schedule, steps, detector and sweep"
            return ("the run was made elsewhere, so '\(name)' says nothing", help)
        }
    }

    public var canonical: Value { .map(canonicalLog) }

    public var costClass: String { "log" }
    /// An estimate: some hundred thousand lines are read in a second.
    public var expectedSeconds: Double { 0.1 }

    /// Reads the log.
    ///
    /// Throws the reason when it cannot be read.
    public func run(isCancelled: () -> Bool) throws -> RunResult? {
        guard !isCancelled() else { return nil }
        let content = try content()
        // A run in progress appends to its log. The content read must be what the key stands for.
        guard files.areAsFound else {
            throw InputFiles.Unreadable("the log changed while it was read; build again when it is complete")
        }
        // The location of the book is not stored.
        return log.result(of: content) { note in
            files.logs.reduce(note) { note, log in note.replacing(log.value.path, with: log.key) }
        }
    }

    /// Reads the log.
    ///
    /// Throws a `LogFault`, or an error when a file has changed.
    func content() throws -> Log {
        try log.log(in: log.trace.files.compactMap { files.logs[$0]?.path })
    }
}
