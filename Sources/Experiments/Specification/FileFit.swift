import Diagnostics
import Logs
import Settings
import Training

/// Finds what is wrong in the files that experiments read before anything is run; each question is asked once.
public final class FileFit {
    /// The faults by what was asked.
    private var known: [String: [SettingFault]] = [:]
    /// The numbers of samples by where they come from; nil for those that cannot be read.
    private var counts: [String: Int?] = [:]

    /// Whether a log was found sound by an earlier plan.
    private let isSound: (String) -> Bool
    /// Logs that can be read as they are asked to be, as digests.
    public private(set) var sound: Set<String> = []

    /// Nothing has been asked yet, but for logs that are sound by their digests.
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

    /// Throws `SettingFaults` when a run's files are not as they should be, or do not fit its model, loss and batch.
    func check(_ run: CoreRun, writtenAs tree: Value) throws {
        guard !run.files.bytes.isEmpty else { return }
        let question = ["model", "data", "loss", "batch", "initial", "layers", "files", "steps"]
            .map { run.canonical[$0]?.canonicalJSON ?? "" }.joined(separator: "\n")
        let faults = faults(question, tree) { try run.loopWithSamples().checkFit() }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// What is wrong in the files of samples of an experiment that cannot be read otherwise.
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

    /// How many samples files hold, of several parts the most; nil when they cannot be read.
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
    /// The loop with the samples that it is to be run on; throws `SettingFaults` or a `DataFault`.
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
