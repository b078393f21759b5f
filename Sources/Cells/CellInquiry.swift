import Diagnostics
import Experiments
import Foundation
import Programs
import Settings
import Synchronization
import Training

/// Asks workers about cells, each question once.
final class CellInquiry: Sendable {
    let libraries: CellLibraries
    private let toolchain = CellToolchain()
    private let isAllowed: Bool
    private let version: String
    private let known: CellBook.Known
    private let found = Mutex<(fresh: [String: Data], used: Set<String>)>(([:], []))

    init(in folder: URL, isAllowed: Bool, version: String, known: @escaping CellBook.Known) {
        libraries = CellLibraries(in: folder, toolchain)
        self.isAllowed = isAllowed
        self.version = version
        self.known = known
    }

    var fresh: [String: Data] { found.withLock { $0.fresh } }
    var used: Set<String> { found.withLock { $0.used } }

    /// The seconds that a worker has to say what a cell declares, or to read an experiment.
    private static let patience = 20.0

    /// The unit that a cell declares; throws its faults.
    func unit(of cell: CellSource) throws -> CellUnit {
        let units: [CellUnit]
        do {
            units = try kept(under: "units\n\(cell.code)") { try declared(by: cell) }
        } catch let faults as Faults {
            throw faults
        } catch let missing as CellToolchain.Missing {
            throw Faults([fault("no-compiler", cell, "\(cell.id): \(missing.sentence)", missing.help)])
        } catch let failure as ProgramFailure {
            throw Faults([fault("failed", cell, failure.description)])
        } catch {
            throw Faults([fault("failed", cell, "\(cell.id): \(error)")])
        }
        return try Self.checked(units, of: cell)
    }

    private func declared(by cell: CellSource) throws -> [CellUnit] {
        guard isAllowed else { throw Faults([CellBook.notAllowed(cell)]) }
        let call = call(.init(kind: .describe, libraries: [], limit: Self.patience), [cell], limit: 2 * Self.patience)
        guard case .declared(let units)? = try call.answer(isCancelled: { false })?.answer else {
            throw ProgramFailure("cell \(cell.id) gave no answer")
        }
        return units
    }

    private static let writable = "an optimizer, model, data set, loss, schedule, guard or rule for initial parameters"

    private static func checked(_ units: [CellUnit], of cell: CellSource) throws -> CellUnit {
        func fault(_ id: String, _ message: String, _ help: String) -> Faults {
            Faults([Diagnostic("cell.\(id)", at: cell.head, message, help: help)])
        }
        guard let unit = units.first, !unit.kind.isEmpty else {
            let message = "\(cell.id) declares no unit that experiments can name"
            let help = "let a type of it that is not private be \(writable), such as 'struct Mine: Optimizer'"
            throw fault("no-unit", message, help)
        }
        guard units.count == 1 else {
            let names = units.map { "'\($0.name)'" }.joined(separator: ", ")
            throw fault("several", "\(cell.id) declares \(units.count) units: \(names)", "give each a cell of its own")
        }
        guard unit.name == cell.id else {
            let message = "the cell is called '\(cell.id)', its unit '\(unit.name)'"
            throw fault("name", message, "write static let name = \"\(cell.id)\", or //| id: \(unit.name)")
        }
        let taken = Catalogue.kinds.flatMap(\.units).contains { $0.name == cell.id }
        guard !taken else {
            let help = "give it a name of its own, in //| id: and in static let name"
            throw fault("taken", "'\(cell.id)' is a unit of the program", help)
        }
        return unit
    }

    private func fault(_ id: String, _ cell: CellSource, _ message: String, _ help: String? = nil) -> Diagnostic {
        Diagnostic("cell.\(id)", at: cell.head, message, help: help)
    }

    // MARK: - Runs

    /// A run as a worker reads it; throws `SettingFaults`.
    func reading(of tree: Value, _ cells: [CellSource], _ files: [String: [UInt8]]) throws -> CellReading {
        let contents = files.sorted { $0.key < $1.key }.map { path, bytes in
            "\(path) \(bytes.withUnsafeBytes { Digest.sha256($0) })"
        }
        let question = (["run"] + cells.map(\.code) + [tree.canonicalJSON] + contents).joined(separator: "\n")
        do {
            return try kept(under: question) { try read(tree, cells, files) }
        } catch let failure as ProgramFailure {
            throw SettingFaults([SettingFault(.conflict, at: [], failure.description)])
        } catch let missing as CellToolchain.Missing {
            throw SettingFaults([SettingFault(.conflict, at: [], missing.sentence, help: missing.help)])
        }
    }

    private func read(_ tree: Value, _ cells: [CellSource], _ files: [String: [UInt8]]) throws -> CellReading {
        guard isAllowed else {
            let names = cells.map { "'\($0.id)'" }.joined(separator: ", ")
            let help = "allow it once by --allow-code, or until it changes by 'spikebook trust'"
            let message = "the cell \(names) would read these settings, which nobody has allowed yet"
            throw SettingFaults([SettingFault(.conflict, at: [], message, help: help)])
        }
        let task = WorkerTask(kind: .read, libraries: [], tree: tree, limit: Self.patience)
        var call = call(task, cells, limit: 2 * Self.patience)
        call.files = files
        switch try call.answer(isCancelled: { false })?.answer {
        case .read(let reading): return reading
        case .faults(let faults): throw SettingFaults(faults)
        default: throw ProgramFailure("the worker gave another answer than was asked for")
        }
    }

    /// What a run records, with what its cells print; nil when it was cancelled.
    func result(of run: CellRun, _ cells: [CellSource], _ isCancelled: () -> Bool) throws -> RunResult? {
        let limit = cells.map(\.limit).max() ?? 60
        let task = WorkerTask(kind: .run, libraries: [], tree: run.tree, seed: run.seed, limit: limit)
        var call = call(task, cells)
        call.files = run.files.bytes
        do {
            guard let (answer, output) = try call.answer(isCancelled: isCancelled) else { return nil }
            guard case .recorded(let trace, let bisection) = answer else {
                throw ProgramFailure("the worker gave another answer than was asked for", output: output)
            }
            let reading = output.isEmpty ? nil : Reading(ofPrinted: output, trace)
            return RunResult(trace: trace, bisection: bisection, reading: reading)
        } catch let faults as Faults {
            throw ProgramFailure(faults.diagnostics.map(\.message).joined(separator: "; "))
        } catch let missing as CellToolchain.Missing {
            throw ProgramFailure("\(missing.sentence); \(missing.help)")
        }
    }

    /// What comes of the laws for the unit of a cell.
    func laws(of cells: [CellSource]) throws -> [LawFinding] {
        guard isAllowed else { throw Faults(cells.map(CellBook.notAllowed)) }
        let call = call(.init(kind: .laws, libraries: []), cells, limit: 120)
        guard case .tried(let findings)? = try call.answer(isCancelled: { false })?.answer else {
            throw ProgramFailure("the worker gave another answer than was asked for")
        }
        return findings
    }

    private func call(_ task: WorkerTask, _ cells: [CellSource], limit: Double? = nil) -> WorkerCall {
        WorkerCall(program: toolchain.program, cells: cells, libraries: libraries, task: task, limit: limit)
    }

    /// The kept answer to a question, or a new one, which is kept.
    private func kept<Answer: Codable>(under question: String, _ ask: () throws -> Answer) throws -> Answer {
        let key = Digest.sha256("\(version)\n\(question)")
        found.withLock { _ = $0.used.insert(key) }
        let content = found.withLock { $0.fresh[key] } ?? known(key)
        if let content, let answer = try? JSONDecoder.exact.decode(Answer.self, from: content) { return answer }
        let answer = try ask()
        let new = try JSONEncoder.exact.encode(answer)
        found.withLock { $0.fresh[key] = new }
        return answer
    }
}
