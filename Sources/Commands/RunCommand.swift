import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Programs
import Reports

/// `spikebook run`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run one experiment now, without the archive, and tell what happened.",
        discussion: """
            The trace file has a row for each step from 1: the loss before the update, the second moment after the step's \
            gradient entered it. For up to 64 parameters it has each coordinate's state as well. A name that ends in .jsonl \
            gives JSON lines with every bit of every number, layers and events among them; any other a CSV table.
            """
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "The experiment's id.", completion: Completions.experiments)
    var id: String

    @Option(help: "Write the trace to this file: JSON lines if it ends in .jsonl, otherwise CSV.", completion: .file())
    var trace: String?

    @Option(help: "Only this seed.")
    var seed: Int?

    @Option(help: "Only this variant of the sweep, as the tables print it.")
    var variant: String?

    @OptionGroup var permission: CodePermission

    func run() throws {
        let workspace = try Workspace(options, allowsCode: permission.allowCode)
        try workspace.stopIfFaulty()
        try workspace.stop(unlessExperiment: id)
        let all = workspace.plan.runs(ofExperiment: id)
        let chosen = all.filter { run in
            (seed == nil || run.specification.seed == seed) && (variant == nil || run.variant == variant)
        }
        guard !chosen.isEmpty else {
            let known = all.map { "\($0.variant.isEmpty ? "no variant" : $0.variant), seed \($0.specification.seed)" }
            throw Failure.usage("no run matches; there are:\n  " + known.joined(separator: "\n  "))
        }
        let programs = workspace.plan.faults(ofStarting: chosen.map { (id, $0.specification) })
        if try !programs.isEmpty && !permission.allows(workspace)() { try workspace.stop(at: programs) }
        let interruption = Interruption.shared
        var file = try trace.map { try TraceFile(path: $0) }
        for run in chosen {
            let specification = trace == nil ? run.specification : run.specification.recordingState
            let result: RunResult?
            do {
                result = try specification.run(isCancelled: { interruption.isRequested })
            } catch {
                if let output = (error as? ProgramFailure)?.output, !output.isEmpty { Console.note(output + "\n") }
                throw Failure.experiment("\(id) could not be carried out: \(RunFailure.reason(error))")
            }
            guard let result else { throw Failure.interrupted("interrupted; nothing was written") }
            let label = "\(id) \(run.variant) seed \(run.specification.seed)"
            Console.print(result.summary(label: label, run.specification.analysis(of: result.trace)))
            file?.add(result.trace, of: id, variant: run.variant, run.specification, runs: chosen.count)
        }
        try file?.write()
        if let trace { Console.note("trace: \(trace)") }
    }
}
