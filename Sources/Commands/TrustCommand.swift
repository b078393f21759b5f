import ArgumentParser
import Foundation
import Reports

/// The command `spikebook trust`.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Allow the programs and cells of a book, until they change.",
        discussion: """
            Experiments may name programs by command:, and cells are Swift, both of which can do whatever you can. What \
            they are is listed and noted in \
            your own configuration, in $XDG_CONFIG_HOME/spikebook or ~/.config/spikebook, with the book's folder and a digest \
            of all commands, of the variables that they get, and of the files that they name or read, and with one of the \
            code of all cells. When any of that \
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
        let cells = try trustCells(trusted)
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        let programs = workspace.plan.programs
        for cell in cells { Console.print("  cell " + cell) }
        if !cells.isEmpty {
            Console.print("\(cells.count.counted("cell")) of \(options.book) may be run until they change")
        }
        guard !programs.commands.isEmpty else {
            return cells.isEmpty ? Console.print("the book has no programs") : ()
        }
        try TrustedBooks().add(programs.digest, ofBook: options.book)
        for command in programs.commands { Console.print("  " + command) }
        Console.print("\(programs.commands.count.counted("command")) of \(options.book) may be run until they change")
    }

    /// Allows the cells, without which the book may not be readable; returns their names.
    private func trustCells(_ trusted: TrustedBooks) throws -> [String] {
        guard let book = options.openBook(), let digest = book.cellsDigest else { return [] }
        try trusted.add(digest, ofBook: options.book)
        return book.cellNames
    }
}
