import ArgumentParser
import Reports

/// Whether the programs that a book names may be run.
struct CodePermission: ParsableArguments {
    @Flag(help: "Let the book's programs be run this time; 'spikebook trust' lets them be run until they change.")
    var allowCode = false

    /// Whether the user has allowed what the book has run, by the command line or once for all.
    func allows(_ workspace: Workspace) throws -> Bool {
        if allowCode { return true }
        let programs = workspace.plan.programs
        return try programs.commands.isEmpty
            || TrustedBooks().holds(programs.digest, ofBook: workspace.options.book)
    }
}
