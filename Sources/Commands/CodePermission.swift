import ArgumentParser
import Reports

/// Whether the programs that a book names may be run.
struct CodePermission: ParsableArguments {
    @Flag(help: "Let the book's programs be run this time; 'spikebook trust' lets them be run until they change.")
    var allowCode = false

    /// Whether the user has allowed what the book has run, by the command line or once for all; found out when it is asked.
    func allows(_ workspace: Workspace) -> @Sendable () throws -> Bool {
        let (isAllowed, plan, book) = (allowCode, workspace.plan, workspace.options.book)
        return { try isAllowed || TrustedBooks().holds(plan.programs.digest, ofBook: book) }
    }
}
