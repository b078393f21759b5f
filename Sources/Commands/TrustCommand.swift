import ArgumentParser
import Foundation
import Reports

/// The command `spikebook trust`.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Allow the programs of a book, until they change.",
        discussion: """
            Experiments may name programs by command:, which can do whatever you can. What they are is listed and noted in \
            your own configuration, in $XDG_CONFIG_HOME/spikebook or ~/.config/spikebook, with the book's folder and a digest \
            of all commands, of the variables that they get, and of the files that they name or read. When any of that \
            changes, a build asks again. What a program reads without saying so is not looked at.
            """
    )

    @OptionGroup var options: BookOptions

    @Flag(help: "No longer allow any program of the book.")
    var revoke = false

    func run() throws {
        let trusted = try TrustedBooks()
        if revoke {
            let count = try trusted.remove(book: options.book)
            return Console.print(count > 0 ? "no program of \(options.book) is allowed any more" : "none was allowed")
        }
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        let programs = workspace.plan.programs
        guard !programs.commands.isEmpty else { return Console.print("the book has no programs") }
        try trusted.add(programs.digest, ofBook: options.book)
        for command in programs.commands { Console.print("  " + command) }
        Console.print("\(programs.commands.count.counted("command")) of \(options.book) may be run until they change")
    }
}
