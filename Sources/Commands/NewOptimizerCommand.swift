import ArgumentParser
import Diagnostics
import Foundation
import Settings
import Training

/// `spikebook new optimizer`.
struct NewOptimizerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimizer",
        abstract: "Begin an optimizer in Spikebook's own sources: the rule, its line in the catalogue, its laws.",
        discussion: """
            With --cell it is begun in a chapter of the book. Otherwise to be called within a clone of Spikebook's repository, \
            since an optimizer of the catalogue is Swift that is compiled into the \
            program. What is written is a rule that works, with laws that hold; change them into yours.
            """
    )

    @Argument(help: "The name that books will write, such as ada-z.")
    var name: String

    @Flag(help: "Begin it in a cell of a new chapter of the book, and compare it with Adam on five problems.")
    var cell = false

    @OptionGroup var options: BookOptions

    func run() throws {
        if cell { return try NewCell(name, type: type).write(options) }
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        guard let checkout = Checkout(around: here) else {
            throw Failure.usage(
                "an optimizer is begun in a clone of Spikebook's repository, and \(here.path) is in none: there is no "
                    + "\(Checkout.catalogue) here or above"
            )
        }
        try checkName(in: checkout)
        let words = ["name": name, "type": type, "suite": suite]
        var files = NewFiles()
        for (template, path) in [
            ("optimizer.swift", "Sources/Training/Optimizers/\(type).swift"),
            ("optimizer-laws.swift", "Tests/TrainingTests/\(suite).swift"),
        ] {
            files.add(try Template(template).text(words), at: checkout.root.appending(path: path), shownAs: path)
        }
        for edit in [
            checkout.adding("\(type).self", to: "optimizers", in: Checkout.catalogue),
            checkout.adding("\"\(name)\": \"\(suite)\"", to: "suites", in: Checkout.ownRules),
        ] {
            guard let edit else {
                throw Failure.usage("\(Checkout.catalogue) or \(Checkout.ownRules) has no list to add to")
            }
            files.change(edit.old, to: edit.new, at: checkout.root.appending(path: edit.path), shownAs: edit.path)
        }
        try files.write()
        Console.note(
            "try it: swift test --filter Optimizer; how to go on: Sources/Training/Training.docc/AddingAnOptimizer.md"
        )
    }

    /// The name of the Swift type: `AdaZ` for ada-z.
    private var type: String {
        name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private var suite: String { "Optimizer" + type }

    private func checkName(in checkout: Checkout) throws {
        let legal = NewName(name).slug.map { $0.first?.isLetter == true ? $0 : "rule-" + $0 } ?? "my-rule"
        guard name == legal else {
            throw Failure.usage(
                "'\(name)' is no name of an optimizer: small letters, digits and hyphens, a letter first, such as '\(legal)'"
            )
        }
        guard !Catalogue.optimizers.contains(where: { $0.name == name }) else {
            throw Failure.usage("there is an optimizer '\(name)' already: 'spikebook catalogue optimizer \(name)'")
        }
        for type in [type, suite] {
            guard let place = checkout.place(ofType: type) else { continue }
            throw Failure.usage(
                "'\(name)' would be the type \(type), which there is already, in \(place); such as 'my-\(name)'"
            )
        }
    }
}
