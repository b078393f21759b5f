public import ArgumentParser
public import Diagnostics
import Experiments
import Foundation
import Reports
import Storage

/// The options of every command: the book's folder and the output folder.
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

    /// The path of the archive's file, below the folder as the user named it.
    var archivePath: String { (output.hasSuffix("/") ? output : output + "/") + "spikebook.sqlite" }

    /// The output folder.
    var outputFolder: URL { URL(filePath: output, directoryHint: .isDirectory) }

    /// The record of the last build, which needs no file to be read.
    var stamp: BuildStamp {
        BuildStamp(book: URL(filePath: book, directoryHint: .isDirectory), output: outputFolder)
    }

    /// The book as far as it can be read; nil when there is none.
    func openBook() -> Book? {
        try? Book(folder: URL(filePath: book, directoryHint: .isDirectory), shownAs: book)
    }

    /// Runs `body` with the archive open, and shows the user what the archive reports.
    ///
    /// However `body` ends, the archive is then closed properly, or the user is told that it is not.
    func withArchive<Result>(
        readOnly: Bool = false,
        answersSuffice: Bool = false,
        asKnown: Bool = false,
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in },
        _ body: (Archive) throws -> Result
    ) throws -> Result {
        // A command that only reads has nothing to close properly, so a signal may end it as usual.
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

/// A book with its plan, and its archive once that is opened.
struct Workspace {
    let options: BookOptions
    let plan: Plan
    let output: URL

    /// Reads and resolves the book; throws a `Failure` with every fault when it is faulty.
    ///
    /// `allowsCode` lets its cells be compiled and run, which the user may have allowed for good.
    init(_ options: BookOptions, allowsCode: Bool = false) throws {
        self.options = options
        output = options.outputFolder
        let memo = Memo(inFolder: output.path, readOnly: true)
        defer { try? memo.close() }
        do {
            let book = try Book(
                folder: URL(filePath: options.book, directoryHint: .isDirectory),
                shownAs: options.book
            )
            let isTrusted = try book.cellsDigest.map { try TrustedBooks().holds($0, ofBook: options.book) } ?? false
            plan = Plan(book, knownFrom: memo, output: output, allowsCode: allowsCode || isTrusted)
        } catch let faults as Faults {
            throw Failure.unsound(faults.diagnostics)
        }
        let book = plan.book
        Findings.shared.show { book.source(of: $0) }
    }

    /// Runs `body` with the archive open, and closes it in any case.
    func withArchive<Result>(
        readOnly: Bool = false,
        answersSuffice: Bool = false,
        asKnown: Bool = false,
        _ body: (Archive) throws -> Result
    ) throws -> Result {
        try options.withArchive(readOnly: readOnly, answersSuffice: answersSuffice, asKnown: asKnown, body)
    }

    /// Runs `body` with the archive open for reading; throws if the archive belongs to another version of the book or
    /// lacks runs.
    func withWholeArchive<Result>(_ body: (Archive) throws -> Result) throws -> Result {
        try withArchive(readOnly: true) { archive in
            try stopIfChanged(since: archive)
            try stopIfIncomplete(archive)
            return try body(archive)
        }
    }

    /// Throws if the archive's mapping belongs to another version of the book.
    func stopIfChanged(since archive: Archive) throws {
        if let change = try plan.change(since: archive) { throw Failure.stale(change) }
    }

    /// Throws if runs are missing.
    func stopIfIncomplete(_ archive: Archive) throws {
        if let gaps = try plan.gaps(in: archive) { throw Failure.stale(gaps) }
    }

    /// Throws all faults of the book if there are any, and reports its warnings.
    func stopIfFaulty() throws {
        try stop(at: plan.faults)
        Findings.shared.note(plan.faults)
    }

    /// Throws if there are faults among these diagnostics.
    func stop(at faults: [Diagnostic]) throws {
        if faults.contains(where: { $0.severity == .error }) { throw Failure.unsound(faults) }
    }

    /// Throws a `Failure` of usage unless the book has an experiment of that name.
    func stop(unlessExperiment id: String) throws {
        guard !plan.experimentIDs.contains(id) else { return }
        throw Failure.usage("there is no experiment '\(id)'; \(NearMiss.help(for: id, in: plan.experimentIDs))")
    }
}
