import Experiments
import Foundation
import Settings
import Training

/// The work of a process that loads cells and carries out one task for them.
public enum CellWorker {
    /// Carries out the task in a folder, and leaves its answer there.
    ///
    /// Throws errors of the machine.
    public static func work(in folder: String) throws {
        limitMemory()
        let place = URL(filePath: folder, directoryHint: .isDirectory)
        let content = try Data(contentsOf: place.appending(path: WorkerTask.file))
        let task = try JSONDecoder.exact.decode(WorkerTask.self, from: content)
        let answer = place.appending(path: WorkerTask.answer)
        let watch = Watchdog(limit: task.limit) { sentence in try? write(.failure(sentence), to: answer) }
        try write(carryOut(task, place, watch), to: answer)
    }

    private static func write(_ answer: WorkerAnswer, to file: URL) throws {
        try JSONEncoder.exact.encode(answer).write(to: file, options: .atomic)
    }

    private static func carryOut(_ task: WorkerTask, _ place: URL, _ watch: Watchdog) -> WorkerAnswer {
        do {
            for library in task.libraries { try CellLibrary.load(library) }
            let files = try task.files.mapValues { [UInt8](try Data(contentsOf: place.appending(path: $0))) }
            switch task.kind {
            case .describe: return .declared(LoadedUnits.all.map { CellUnit($0) })
            case .read: return .read(try CellWork.read(task.tree, files: files))
            case .laws: return .tried(UnitLaws.findings(of: LoadedUnits.all))
            case .run:
                let result = try CellWork.run(task.tree, seed: task.seed, files: files) {
                    watch.notice()
                    return false
                }
                guard let result else { return .failure("the run ended without a result") }
                return .recorded(result.trace, result.bisection)
            }
        } catch let error as SettingFaults where task.kind == .read {
            return .faults(error.faults)
        } catch {
            return .failure(RunFailure.reason(error))
        }
    }

    /// The bytes of memory that a worker may have.
    private static let memory: rlim_t = 4 << 30

    private static func limitMemory() {
        #if canImport(Glibc)
        let kind = __rlimit_resource_t(RLIMIT_AS.rawValue)
        #else
        let kind = RLIMIT_AS
        #endif
        var limit = rlimit(rlim_cur: memory, rlim_max: memory)
        setrlimit(kind, &limit)
    }
}
