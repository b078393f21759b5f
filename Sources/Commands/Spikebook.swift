public import ArgumentParser
import Foundation
import Reports
import Storage

/// The command line.
public struct Spikebook: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "spikebook",
        abstract: "Builds a report whose experiments it runs and whose claims it checks.",
        discussion: """
            A book is a folder of Markdown chapters with experiments, queries, figures and claims. The runs are kept in an \
            archive, so that only what changed is run again; the site opens from the disk.

            Exit codes: 0 fine; 1 a verdict differs from the expected; 2 usage; 3 stale, or a number of the prose is wrong; \
            4 --frozen and a run is missing; 5 faults in the book; 6 an experiment failed; 7 the machine (disk, database, \
            missing packages); 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            BuildCommand.self, CheckCommand.self, FixCommand.self, StatusCommand.self, ExplainCommand.self,
            ClaimsCommand.self, DiffCommand.self, QueryCommand.self, RunCommand.self, CacheCommand.self,
            CatalogueCommand.self, NewCommand.self,
        ]
    )

    /// Needed by the library that parses the command line.
    public init() {}

    /// Parses the arguments, carries out the command, and ends the process.
    public static func runAndExit() -> Never {
        Console.prepare()
        let code = Descriptors.prepare().map(lacking) ?? run()
        // Whoever reads the results must not take a part of them for all.
        guard let loss = Console.loss else { end(with: code) }
        Console.note("error: " + loss)
        end(with: Failure.machine)
    }

    /// Ends the process without the libraries' own clearing up: a thread of theirs may still be at work, and what is written
    /// has been written.
    private static func end(with code: Int32) -> Never { _exit(code) }

    private static func lacking(_ what: String) -> Int32 {
        Console.note("error: " + what)
        return Failure.machine
    }

    /// The one place where errors become text and exit codes.
    private static func run() -> Int32 {
        do {
            var command = try parseAsRoot()
            if command is BuildCommand || command is RunCommand { FasterKernels.restartWithThem() }
            try command.run()
            return 0
        } catch let failure as Failure {
            Console.note(failure.text)
            return failure.code
        } catch let fault as QueryFault {
            Console.note("error: a query of the book fails: \(fault.description)")
            return Failure.broken("").code
        } catch ArchiveError.missing(let path) {
            Console.note("nothing is stored yet: there is no archive at \(path); run 'spikebook build'")
            return Failure.stale("").code
        } catch let change as RunsChanged {
            Console.note(change.description)
            return Failure.stale("").code
        } catch ArchiveError.cancelled {
            Console.note("interrupted; what was stored stays")
            return Failure.interrupted("").code
        } catch {
            return told(error)
        }
    }

    /// Tells what the parser of the command line or the machine says; gives the exit code.
    private static func told(_ error: any Error) -> Int32 {
        switch exitCode(for: error) {
        case .success:
            // Help and version, which were asked for.
            Console.print(fullMessage(for: error))
            return 0
        case .validationFailure:
            Console.note(fullMessage(for: error))
            return Failure.usage("").code
        default:
            let isOurs = error is ArchiveError || error is ForeignFile
            Console.note("error: " + (isOurs ? "\(error)" : Failure.sentence(of: error)))
            return Failure.machine
        }
    }
}
