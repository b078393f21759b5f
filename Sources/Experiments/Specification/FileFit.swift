import Diagnostics
import Logs
import Settings
import Training

/// Checks the files that experiments read before any run.
///
/// Each check is made once.
public final class FileFit {
    /// The faults by what was checked.
    private var known: [String: [SettingFault]] = [:]
    /// The number of samples by data source; nil for sources that cannot be read.
    private var counts: [String: Int?] = [:]

    /// Whether an earlier plan found a log to be intact.
    private let isSound: (String) -> Bool
    /// The digests of logs that can be read as requested.
    public private(set) var sound: Set<String> = []

    /// Creates an empty cache; `isSound` tells which logs are known to be intact, by digest.
    public init(isSound: @escaping (String) -> Bool = { _ in false }) {
        self.isSound = isSound
    }

    /// Throws `SettingFaults` when a log cannot be read.
    func check(_ run: RecordedRun, writtenAs tree: Value) throws {
        let question = run.canonicalTrace.canonicalJSON
        let name = Digest.sha256(ReaderVersion.digest + question)
        if !isSound(name) {
            let faults = faults(question, tree) { _ = try run.content() }
            if !faults.isEmpty { throw SettingFaults(faults) }
        }
        sound.insert(name)
    }

    /// Throws `SettingFaults` when a run's files are faulty or do not fit its model, loss and batch.
    func check(_ run: CoreRun, writtenAs tree: Value) throws {
        guard !run.files.bytes.isEmpty else { return }
        let question = ["model", "data", "loss", "batch", "initial", "layers", "files", "steps"]
            .map { run.canonical[$0]?.canonicalJSON ?? "" }.joined(separator: "\n")
        let faults = faults(question, tree) { try run.loopWithSamples().checkFit() }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// The faults in an experiment's files of samples, when the experiment cannot be read for another reason.
    func faults(ofDataIn tree: Value, _ opener: InputFiles.Source) -> [SettingFault] {
        var files = InputFiles()
        guard let source = try? UnitReader.data(tree["data"]), !source.files.isEmpty,
            (try? source.files.forEach { try files.open($0, from: opener) }) != nil
        else { return [] }
        let path = ["data", type(of: source).name]
        return faults(source.named.canonicalJSON + files.canonical.canonicalJSON, tree) {
            try SettingFaults.under(path) { _ = try source.schedule(seed: 0, files: files.bytes) }
        }
    }

    /// The number of samples in a source's files, the largest of its parts; nil when they cannot be read.
    func samples(of source: any DataSource, _ files: InputFiles) -> Int? {
        let question = source.named.canonicalJSON + files.canonical.canonicalJSON
        if let known = counts[question] { return known }
        let count = (try? source.schedule(seed: 0, files: files.bytes))?.parts.map(\.dataset.count).max()
        counts[question] = .some(count)
        return count
    }

    private func faults(_ question: String, _ tree: Value, _ body: () throws -> Void) -> [SettingFault] {
        if let faults = known[question] { return faults }
        let faults = Self.faults(tree, body)
        known[question] = faults
        return faults
    }

    private static func faults(_ tree: Value, _ body: () throws -> Void) -> [SettingFault] {
        do {
            try body()
            return []
        } catch let faults as SettingFaults {
            return faults.faults
        } catch let fault as LogFault {
            let path = [RecordedTrace.name, "file"]
            return [SettingFault(.unfitFile, at: path, fault.sentence, help: fault.diagnostic.help)]
        } catch let fault as DataFault {
            let path = tree.path(to: .text(fault.file)) ?? []
            return [SettingFault(.unfitFile, at: path, fault.description, help: fault.help)]
        } catch {
            return [SettingFault(.unfitFile, at: [], "\(error)")]
        }
    }
}

extension CoreRun {
    /// The training loop with its samples.
    ///
    /// Throws `SettingFaults` or a `DataFault`.
    func loopWithSamples() throws -> TrainingLoop {
        var loop = loop
        loop.problem.files = files.bytes
        loop.problem.data = try data.map { data in
            try SettingFaults.under(["data", type(of: data).name]) {
                try data.schedule(seed: seed, files: files.bytes)
            }
        }
        return loop
    }
}
