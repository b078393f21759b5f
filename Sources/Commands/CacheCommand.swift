import ArgumentParser
import Experiments
import Foundation
import Reports
import Storage

/// `spikebook cache`.
struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "Look after the archive.",
        subcommands: [
            CacheStats.self, CacheVerify.self, CacheCollect.self, CacheExport.self, CacheImport.self,
        ]
    )
}

/// `spikebook cache stats`.
struct CacheStats: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stats", abstract: "Tell what the archive holds.")

    @OptionGroup var options: BookOptions

    func run() throws {
        let archive = try options.openArchive(readOnly: true)
        Console.print(try archive.stats().text)
    }
}

/// `spikebook cache verify`.
struct CacheVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every page and every run of the archive against its checksum.",
        discussion: "Damaged runs are put aside and made again by the next build; ends with code 3 when there were any."
    )

    @OptionGroup var options: BookOptions

    func run() throws {
        let archive = try options.openArchive(readOnly: false)
        let report = try archive.verify()
        try archive.close()
        Console.print(report.text)
        if !report.isSound { throw Failure.stale("damaged runs were put aside; 'spikebook build' makes them again") }
    }
}

/// `spikebook cache gc`.
struct CacheCollect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove runs that the book no longer names."
    )

    @OptionGroup var options: BookOptions

    @Option(help: "Keep runs that were made within so many days.")
    var days = 0

    @Option(help: "Remove only until the archive is at most so many megabytes.")
    var megabytes: Int?

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        let archive = try workspace.archive()
        let report = try archive.gc(
            keeping: Set(workspace.plan.keys),
            olderThanDays: days,
            maximumBytes: megabytes.map { $0 * 1_000_000 }
        )
        try archive.close()
        Console.print(report.text)
    }
}

/// `spikebook cache export`.
struct CacheExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a compact copy of the archive, for another machine."
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "The file to write.")
    var file: String

    func run() throws {
        let archive = try options.openArchive(readOnly: false)
        try archive.export(to: file)
        try archive.close()
        Console.print(file)
    }
}

/// `spikebook cache import`.
struct CacheImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take over the runs of another archive; unsound ones are left out."
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "The archive to read.")
    var file: String

    func run() throws {
        guard FileManager.default.fileExists(atPath: file) else { throw Failure.usage("there is no file '\(file)'") }
        let archive = try options.openArchive(readOnly: false)
        let report = try taken(into: archive)
        try archive.close()
        Console.print(report.text)
    }

    private func taken(into archive: Archive) throws -> ImportReport {
        do {
            return try archive.importArchive(from: file)
        } catch ArchiveError.damaged(_, let reason) {
            throw Failure.usage("'\(file)' is no archive that can be read: \(reason)")
        } catch ArchiveError.foreign {
            throw Failure.usage("'\(file)' is a database of another program")
        }
    }
}
