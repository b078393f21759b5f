import ArgumentParser

/// `spikebook new`.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a book, a chapter or an optimizer from one that works.",
        discussion: "Nothing is ever written over: where a file of a name is, nothing is written at all.",
        subcommands: [NewBookCommand.self, NewChapterCommand.self, NewOptimizerCommand.self]
    )
}
