import Experiments
import Foundation
import Programs

/// Has a task carried out by a worker.
struct WorkerCall {
    /// The program that is started as a worker.
    let program: URL
    let cells: [CellSource]
    let libraries: CellLibraries
    var task: WorkerTask
    /// The contents of the files that a run reads, by path as written.
    var files: [String: [UInt8]] = [:]
    /// The seconds after which the worker is ended; nil for no limit.
    var limit: Double?

    /// The hidden subcommand that makes the program a worker.
    static let command = "worker"

    /// Carries it out, and returns the answer with what the cells printed; nil when `isCancelled` returned true.
    ///
    /// Throws a `ProgramFailure` that says where a cell stopped, or why it cannot be compiled.
    func answer(isCancelled: () -> Bool) throws -> (answer: WorkerAnswer, output: String)? {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let folder = URL(filePath: scratch.run, directoryHint: .isDirectory)
        try prepare(in: folder)
        var call = ProgramCall(
            [program.path, Self.command, folder.path],
            in: scratch.temporary,
            variables: variables(scratch),
            shown: name
        )
        (call.scratch, call.limit) = (scratch, limit)
        do {
            guard let output = try call.run(isCancelled: isCancelled) else { return nil }
            let content = try Data(contentsOf: folder.appending(path: WorkerTask.answer))
            let answer = try JSONDecoder.exact.decode(WorkerAnswer.self, from: content)
            if case .failure(let reason) = answer { throw ProgramFailure("\(name): \(reason)", output: output) }
            return (answer, output)
        } catch let failure as ProgramFailure {
            throw CellTrap(failure, in: cells)?.failure ?? failure
        }
    }

    /// The cells for readers, with their places.
    private var name: String { cells.map { "cell \($0.id) (\($0.shownPlace))" }.joined(separator: ", ") }

    private func prepare(in folder: URL) throws {
        var task = task
        for (number, cell) in cells.enumerated() {
            let path = folder.appending(path: "\(number).so").path
            try libraries.copy(cell, to: path)
            task.libraries.append(path)
        }
        for (number, file) in files.sorted(by: { $0.key < $1.key }).enumerated() {
            task.files[file.key] = "file-\(number)"
            try Data(file.value).write(to: folder.appending(path: "file-\(number)"))
        }
        try JSONEncoder.exact.encode(task).write(to: folder.appending(path: WorkerTask.file))
    }

    /// The environment of a worker: this process's choice of kernels, and a backtrace with lines when a cell traps.
    private func variables(_ scratch: ScratchFolder) -> [String: String] {
        var variables = ProgramEnvironment.variables(named: ["OPENBLAS_CORETYPE"], temporary: scratch.temporary)
        variables["SWIFT_BACKTRACE"] =
            "enable=yes,color=no,interactive=no,threads=crashed,images=none,registers=none,limit=24,output-to=stderr"
        return variables
    }
}
