public import ArgumentParser
import Foundation
import Programs

/// The root of the command line.
public struct Spikebook: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "spikebook",
        abstract: "Builds a report whose experiments it runs and whose claims it checks.",
        discussion: """
            A book is a folder of Markdown chapters with experiments, queries, figures and claims. The runs are kept in an \
            archive, so that only what changed is run again; the site opens from the disk.

            Exit codes: 0 fine; 1 a verdict differs from the expected; 2 usage; 3 stale, or a number of the prose is wrong; \
            4 --frozen and a run is missing; 5 faults in the book; 6 an experiment failed; 7 the machine (disk, database, \
            missing packages); 130 interrupted. Where several apply, the greatest.
            """,
        version: "0.1.0",
        subcommands: [
            BuildCommand.self, CheckCommand.self, FixCommand.self, StatusCommand.self, ExplainCommand.self,
            ClaimsCommand.self, DiffCommand.self, QueryCommand.self, RunCommand.self, DiagnoseCommand.self,
            TrustCommand.self, CacheCommand.self, CatalogueCommand.self, RecorderCommand.self, NewCommand.self,
            WorkerCommand.self,
        ]
    )

    /// Required by ArgumentParser.
    public init() {}

    /// Parses the arguments, carries out the command, and ends the process.
    public static func runAndExit() -> Never {
        Console.prepare()
        let code = Findings.shared.end(Descriptors.prepare().map(Failure.machine) ?? run())
        // A reader must not take partial results for complete ones.
        guard let loss = Console.loss else { end(with: code) }
        Console.note("error: " + loss)
        end(with: Failure.Code.machine.rawValue)
    }

    /// Ends the process without the libraries' exit handlers, since their threads may still be running and everything
    /// is already written.
    private static func end(with code: Int32) -> Never {
        ProgramGroups.endAll()
        _exit(code)
    }

    /// Runs the command that the arguments ask for; returns why it failed, nil when it succeeded.
    private static func run() -> Failure? {
        do {
            var command = try parseAsRoot()
            if command is BuildCommand || command is RunCommand { FasterKernels.restartWithThem() }
            try command.run()
            return nil
        } catch {
            return told(error)
        }
    }

    /// Handles the errors and messages of ArgumentParser; `Failure` handles all others.
    private static func told(_ error: any Error) -> Failure? {
        switch exitCode(for: error) {
        case .success:
            // Help and version were requested, so they are results.
            Console.print(fullMessage(for: error))
            return nil
        case .validationFailure:
            return Failure(.usage, [], fullMessage(for: error))
        default:
            return Failure(error)
        }
    }
}
