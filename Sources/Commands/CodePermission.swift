import ArgumentParser
import Reports

/// The option that allows the programs named in a book.
struct CodePermission: ParsableArguments {
    @Flag(help: "Let the book's programs be run this time; 'spikebook trust' lets them be run until they change.")
    var allowCode = false

    /// Whether the user has allowed the book's programs, on the command line or permanently.
    ///
    /// The returned function checks this when it is called.
    func allows(_ workspace: Workspace) -> @Sendable () throws -> Bool {
        let (isAllowed, plan, book) = (allowCode, workspace.plan, workspace.options.book)
        return { try isAllowed || TrustedBooks().holds(plan.programs.digest, ofBook: book) }
    }
}
