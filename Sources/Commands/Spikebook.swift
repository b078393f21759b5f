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
            ClaimsCommand.self, QueryCommand.self, RunCommand.self, CacheCommand.self, CatalogueCommand.self,
        ]
    )

    /// Needed by the library that parses the command line.
    public init() {}

    /// Parses the arguments, carries out the command, and ends the process: the one place where errors become text and
    /// exit codes.
    public static func runAndExit() -> Never {
        do {
            var command = try parseAsRoot()
            if command is BuildCommand || command is RunCommand { FasterKernels.restartWithThem() }
            try command.run()
            Foundation.exit(0)
        } catch let failure as Failure {
            Console.note(failure.text)
            Foundation.exit(failure.code)
        } catch let fault as QueryFault {
            Console.note("error: a query of the book fails: \(fault.description)")
            Foundation.exit(Failure.broken("").code)
        } catch ArchiveError.missing(let path) {
            Console.note("nothing is stored yet: there is no archive at \(path); run 'spikebook build'")
            Foundation.exit(Failure.stale("").code)
        } catch let change as RunsChanged {
            Console.note(change.description)
            Foundation.exit(Failure.stale("").code)
        } catch ArchiveError.cancelled {
            Console.note("interrupted; what was stored stays")
            Foundation.exit(Failure.interrupted("").code)
        } catch {
            let code = exitCode(for: error)
            if code == .success { exit(withError: error) }
            let isUsage = code == .validationFailure
            let isOurs = error is ArchiveError || error is ForeignFile || isUsage
            Console.note(
                isUsage ? fullMessage(for: error) : "error: " + (isOurs ? "\(error)" : Failure.sentence(of: error))
            )
            Foundation.exit(isUsage ? Failure.usage("").code : Failure.machine)
        }
    }
}
