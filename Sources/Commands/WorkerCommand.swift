import ArgumentParser
import Cells

/// The process in which the cells of a book run; users do not call it.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Load cells and carry out one task for them.",
        shouldDisplay: false
    )

    @Argument(help: "The folder with the task, and for its answer.")
    var folder: String

    func run() throws { try CellWorker.work(in: folder) }
}
