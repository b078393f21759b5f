import Cells
public import Diagnostics
public import Experiments
import Settings

/// The programs that a book runs, which the user must have allowed.
public struct BookPrograms: Sendable {
    /// The commands as shown to readers, each once.
    public let commands: [String]
    /// A digest of all commands, their variables, and the files that they name or read.
    public let digest: String

    init(_ runs: [ProgramRun]) {
        var seen: Set<String> = []
        commands = runs.map(\.commandLine).filter { seen.insert($0).inserted }
        digest = Digest.sha256(Set(runs.map(\.demand.canonicalJSON)).sorted().joined(separator: "\n"))
    }
}

extension Plan {
    /// The programs that the book runs.
    public var programs: BookPrograms {
        BookPrograms(experiments.filter(\.startsProgram).flatMap(\.runs).compactMap { $0.specification as? ProgramRun })
    }

    /// A fault for each experiment that would start a program, at its command, for a user who has not allowed it.
    public func faults(ofStarting runs: [(experiment: String, specification: any RunSpecification)]) -> [Diagnostic] {
        let placed = book.chapters.flatMap(\.orderedDirectives)
        let programs = Dictionary(grouping: runs.filter { $0.specification is ProgramRun }, by: \.experiment)
        return faults(ofLoading: runs)
            + experiments.compactMap { experiment in
                guard let runs = programs[experiment.id] else { return nil }
                let commands = BookPrograms(runs.compactMap { $0.specification as? ProgramRun }).commands
                let count = commands.count == 1 ? "" : ", and \(commands.count - 1) more like it"
                return Diagnostic(
                    "program.not-allowed",
                    at: placed.first { $0.id == experiment.id }?.source.place(of: ["command"], atKey: true),
                    "\(experiment.id) would run '\(commands[0])'\(count), which nobody has allowed yet",
                    help: Self.help(commands)
                )
            }
    }

    /// A fault for each cell that would be loaded.
    private func faults(ofLoading runs: [(experiment: String, specification: any RunSpecification)]) -> [Diagnostic] {
        let named = Set(runs.compactMap { $0.specification as? CellRun }.flatMap(\.cells))
        return cells.cells.filter { named.contains($0.id) }.map(CellBook.notAllowed)
    }

    /// The largest number of commands that are listed.
    private static let listed = 20

    private static func help(_ commands: [String]) -> String {
        let all = commands.prefix(listed).map { "\n  " + $0 }.joined()
        let rest = commands.count > listed ? "\n  and \(commands.count - listed) more" : ""
        return
            "a program can do whatever you can: look at it, then allow it once by --allow-code, or until it changes by "
            + "'spikebook trust'" + (commands.count > 1 ? ". These would be run:" + all + rest : "")
    }
}
