import ArgumentParser
import Reports

/// The option that allows the programs named in a book, and its cells.
struct CodePermission: ParsableArguments {
    @Flag(help: "Let the book's programs and cells be run this time; 'spikebook trust' does so until they change.")
    var allowCode = false

    /// Whether the user has allowed the book's programs, on the command line or permanently.
    ///
    /// The returned function checks this when it is called.
    func allows(_ workspace: Workspace) -> @Sendable () throws -> Bool {
        let (isAllowed, plan, book) = (allowCode, workspace.plan, workspace.options.book)
        return {
            guard !isAllowed else { return true }
            let trusted = try TrustedBooks()
            let (programs, cells) = (plan.programs, plan.book.cellsDigest)
            return (programs.commands.isEmpty || trusted.holds(programs.digest, ofBook: book))
                && (cells.map { trusted.holds($0, ofBook: book) } ?? true)
        }
    }
}
