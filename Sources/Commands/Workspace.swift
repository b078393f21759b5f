public import ArgumentParser
public import Diagnostics
import Experiments
import Foundation
import Reports
import Storage

/// The options that every command has: which book, where its output goes.
struct BookOptions: ParsableArguments {
    @Option(help: "The book's folder.", completion: .directory)
    var book = ReaderCommands.standardBook

    @Option(help: "The folder of the archive and the site.", completion: .directory)
    var output = ReaderCommands.standardOutput

    @Option(help: "How faults are written: text, github or json.")
    var diagnostics = DiagnosticFormat.text

    func validate() throws {
        Findings.shared.use(diagnostics)
        if book.isEmpty { throw ValidationError("--book names no folder; leave it out for Chapters") }
        if output.isEmpty { throw ValidationError("--output names no folder; leave it out for Output") }
    }

    /// The archive's file, named as the user named its folder.
    var archivePath: String { (output.hasSuffix("/") ? output : output + "/") + "spikebook.sqlite" }

    /// The output folder.
    var outputFolder: URL { URL(filePath: output, directoryHint: .isDirectory) }

    /// What is known of the last build without reading anything.
    var stamp: BuildStamp {
        BuildStamp(book: URL(filePath: book, directoryHint: .isDirectory), output: outputFolder)
    }

    /// The book as it can be read; nil when there is none.
    func openBook() -> Book? {
        try? Book(folder: URL(filePath: book, directoryHint: .isDirectory), shownAs: book)
    }

    /// Runs `body` with the archive open; what it reports is told to the user.
    ///
    /// However `body` ends, the archive is closed and in order afterwards, or the user is told that it is not.
    func withArchive<Result>(
        readOnly: Bool = false,
        answersSuffice: Bool = false,
        asKnown: Bool = false,
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in },
        _ body: (Archive) throws -> Result
    ) throws -> Result {
        // What only reads has nothing to leave in order, and ends as any program does.
        let interruption = readOnly ? nil : Interruption.shared
        let isCancelled: @Sendable () -> Bool = { interruption?.isRequested ?? false }
        let tell: @Sendable (ArchiveEvent) -> Void = { event in
            Findings.shared.note("archive: \(event.description)", id: "archive.event")
            report(event)
        }
        let answers =
            answersSuffice ? try Archive.ofAnswers(at: archivePath, isCancelled: isCancelled, report: tell) : nil
        let known = asKnown ? try Archive.asKnown(at: archivePath, isCancelled: isCancelled, report: tell) : nil
        let archive =
            try answers ?? known
            ?? Archive.open(at: archivePath, readOnly: readOnly, isCancelled: isCancelled, report: tell)
        let result: Result
        do {
            result = try body(archive)
        } catch {
            do {
                try archive.close()
            } catch let second {
                Findings.shared.note("error: \(second)", id: "machine")
            }
            throw error
        }
        try archive.close()
        return result
    }
}

extension DiagnosticFormat: ExpressibleByArgument {}

/// A book with its plan, and its archive once it is opened.
struct Workspace {
    let options: BookOptions
    let plan: Plan
    let output: URL

    /// Reads and resolves the book; throws `Failure` with every fault printed when it is faulty.
    init(_ options: BookOptions) throws {
        self.options = options
        output = options.outputFolder
        let memo = Memo(inFolder: output.path, readOnly: true)
        defer { try? memo.close() }
        do {
            plan = Plan(
                try Book(folder: URL(filePath: options.book, directoryHint: .isDirectory), shownAs: options.book),
                knownFrom: memo
            )
        } catch let faults as Faults {
            throw Failure.unsound(faults.diagnostics)
        }
        let book = plan.book
        Findings.shared.show { book.source(of: $0) }
    }

    /// Runs `body` with the archive open, and closes it whatever happens.
    func withArchive<Result>(
        readOnly: Bool = false,
        answersSuffice: Bool = false,
        asKnown: Bool = false,
        _ body: (Archive) throws -> Result
    ) throws -> Result {
        try options.withArchive(readOnly: readOnly, answersSuffice: answersSuffice, asKnown: asKnown, body)
    }

    /// Runs `body` with the archive open for reading; stops when it is of another version of the book, or lacks runs.
    func withWholeArchive<Result>(_ body: (Archive) throws -> Result) throws -> Result {
        try withArchive(readOnly: true) { archive in
            try stopIfChanged(since: archive)
            try stopIfIncomplete(archive)
            return try body(archive)
        }
    }

    /// Stops when the archive's queries would answer for another version of the book.
    func stopIfChanged(since archive: Archive) throws {
        if let change = try plan.change(since: archive) { throw Failure.stale(change) }
    }

    /// Stops when runs are missing.
    func stopIfIncomplete(_ archive: Archive) throws {
        if let gaps = try plan.gaps(in: archive) { throw Failure.stale(gaps) }
    }

    /// Stops with all faults of the book when it has any; warnings alone are told.
    func stopIfFaulty() throws {
        try stop(at: plan.faults)
        Findings.shared.note(plan.faults)
    }

    /// Stops when there are faults among these.
    func stop(at faults: [Diagnostic]) throws {
        if faults.contains(where: { $0.severity == .error }) { throw Failure.unsound(faults) }
    }

    /// Stops, as usage, unless the book has an experiment of that name.
    func stop(unlessExperiment id: String) throws {
        guard !plan.experimentIDs.contains(id) else { return }
        throw Failure.usage("there is no experiment '\(id)'; \(NearMiss.help(for: id, in: plan.experimentIDs))")
    }
}
