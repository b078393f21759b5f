import Analysis
import ArgumentParser
import Diagnostics
import Foundation
import Logs

/// `spikebook diagnose`.
struct DiagnoseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract:
            "Read the log of any training run and tell its spikes, what may have caused them, and what to measure.",
        discussion: """
            The log may be that of a known program, a table, or JSON lines; several files are the pieces of one run in \
            their order. Rises are looked for by two rules: in decades of the loss, and in units of its own noise. A \
            cause is supported only where the log decides it, and "not recorded" acquits nobody. Nothing is written \
            unless --report names a folder.
            """
    )

    @Argument(help: "The log: a file, a folder, or the files of one run.", completion: .file())
    var logs: [String]

    @Option(help: "How to answer: text or json.")
    var format = Format.text

    @Option(help: "Write a book of one chapter about the log into this new folder.", completion: .directory)
    var report: String?

    @Option(help: "The log's name of a quantity, such as loss=train_nll; may be repeated.")
    var column: [String] = []

    @Option(name: .customLong("run"), help: "Which run, where the log holds several.")
    var wantedRun: String?

    @Option(
        help: "A log of another run that saw the same batches in the same order; may be repeated.",
        completion: .file()
    )
    var beside: [String] = []

    @Option(
        help: "Which run of a log beside, where it holds several; once for each --beside, in their order."
    )
    var besideRun: [String] = []

    @Option(help: "Adam's β2, where the log does not say it.")
    var beta2: Double?

    @Option(help: "The share of the data set in each batch: 1 for full batches.")
    var batchShare: Double?

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    func validate() throws {
        if let beta2, !(0..<1).contains(beta2) { throw ValidationError("--beta2 lies from 0 to less than 1") }
        if let batchShare, !(batchShare > 0 && batchShare <= 1) {
            throw ValidationError("--batch-share is more than 0 and at most 1")
        }
        guard besideRun.isEmpty || besideRun.count == beside.count else {
            throw ValidationError(
                "--beside-run stands once for each --beside, here \(beside.count) times; the run of a log with a single one is 1"
            )
        }
    }

    func run() throws {
        let names = try DiagnosedLog.names(column)
        let log = try DiagnosedLog(logs, columns: names, run: wantedRun, beta2: beta2, batchShare: batchShare)
        let others = try beside.indices.map { try self.other($0, names).evidence }
        let diagnosis = Diagnosis(log.evidence, beside: others)
        switch format {
        case .json: Console.print(try DiagnosisJSON(log: log.log, diagnosis: diagnosis).text)
        case .text: Console.print(DiagnosisText(log: log.log, diagnosis: diagnosis).text)
        }
        guard let report else { return }
        try DiagnosisBook(log: log, columns: names, run: wantedRun, diagnosis: diagnosis).write(to: report)
        Console.note("\(report) is a book of one chapter; spikebook build --book \(report) builds it")
    }

    /// A log of a run beside, by its place among them.
    private func other(_ place: Int, _ names: [String: String]) throws -> DiagnosedLog {
        try DiagnosedLog(
            [beside[place]],
            columns: names,
            run: besideRun.isEmpty ? nil : besideRun[place],
            option: "--beside-run",
            beta2: beta2,
            batchShare: batchShare
        )
    }
}
