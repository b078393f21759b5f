import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Reports
import Storage
import Synchronization

/// `spikebook cache`.
struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "Look after the archive.",
        subcommands: [
            CacheStats.self, CacheVerify.self, CacheCollect.self, CacheRemove.self, CacheExport.self, CacheImport.self,
        ]
    )
}

/// `spikebook cache stats`.
struct CacheStats: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stats", abstract: "Tell what the archive holds.")

    @OptionGroup var options: BookOptions

    func run() throws {
        Console.print(try options.withArchive(readOnly: true) { try $0.stats().text })
    }
}

/// `spikebook cache verify`.
struct CacheVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every page, run and analysis of the archive against its checksum.",
        discussion: "Damaged ones are quarantined and made again by the next build. Ends with code 3 if there are any."
    )

    @OptionGroup var options: BookOptions

    func run() throws {
        // Opening repairs what it finds, after which verifying finds nothing; so the damage is counted as it is
        // reported.
        let damages = Damages()
        let report = try options.withArchive(report: damages.note) { try $0.verify() }
        Console.print(report.text)
        guard report.isSound, damages.count == 0 else {
            throw Failure.stale("damage was found and quarantined; 'spikebook build' makes again what is missing")
        }
    }
}

/// Counts the damage that an archive reports.
private final class Damages: Sendable {
    private let found = Mutex(0)

    var count: Int { found.withLock { $0 } }

    func note(_ event: ArchiveEvent) {
        if event.isDamage { found.withLock { $0 += 1 } }
    }
}

/// `spikebook cache gc`.
struct CacheCollect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove runs and analyses that the book no longer names, and rewrite the archive densely.",
        discussion: "What a build that is going on needs stays, whatever version of the book it builds."
    )

    @OptionGroup var options: BookOptions

    @Option(help: "Keep runs that were made within so many days.")
    var days = 0

    @Flag(help: "Also remove the damaged files that are kept beside the archive.")
    var damaged = false

    @Option(help: "Remove only until the archive is at most so many megabytes.")
    var megabytes: Int?

    func run() throws {
        let workspace = try Workspace(options)
        try workspace.stopIfFaulty()
        let report = try workspace.withArchive { archive in
            let report = try archive.gc(
                keeping: workspace.plan.members,
                // Runs are dated to the second, so with zero days the run made last would count as new.
                olderThanDays: days > 0 ? days : nil,
                maximumBytes: megabytes.map { $0 * 1_000_000 }
            )
            if damaged { try archive.removeDamagedFiles() }
            return report
        }
        Console.print(report.text)
    }
}

/// `spikebook cache rm`.
struct CacheRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Remove the runs of experiments, so that the next build makes them again.",
        discussion: "What a build that is going on needs stays."
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "Experiments by id.")
    var experiments: [String]

    func run() throws {
        let plan = try Workspace(options).plan
        for line in try options.withArchive({ try remove(from: $0, plan) }) { Console.print(line) }
    }

    /// Removes the runs; returns a line for each experiment.
    private func remove(from archive: Archive, _ plan: Plan) throws -> [String] {
        // The archive may still have experiments that the book no longer has.
        let members = try archive.members() + plan.members
        let known = Set(members.map(\.experiment))
        if let unknown = experiments.first(where: { !known.contains($0) }) {
            throw Failure.usage("there is no experiment '\(unknown)'; \(NearMiss.help(for: unknown, in: known))")
        }
        return try experiments.map { id in
            let keys = Set(members.filter { $0.experiment == id }.map(\.key))
            let stored = Set(try archive.summaries(of: Array(keys)).keys)
            let removed = try archive.remove(Array(stored))
            let others = Set(members.filter { removed.contains($0.key) && $0.experiment != id }.map(\.experiment))
            let held = stored.count - removed.count
            return "\(id): \(removed.count.counted("run")) removed"
                + (held > 0 ? ", \(held) stay since a build that is going on needs them" : "")
                + (others.isEmpty ? "" : "; they were runs of \(others.sorted().joined(separator: ", ")) too")
        }
    }
}

/// `spikebook cache export`.
struct CacheExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a compact copy of the archive, for another machine.",
        discussion: """
            With --answers only what was derived from it is written: answers to queries, formulas, what figures draw. As \
            answers.sqlite in the output folder that is all that 'build --frozen' needs of an unchanged book.
            """
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "The file to write.", completion: .file())
    var file: String

    @Flag(help: "Write the answers instead of the archive.")
    var answers = false

    func run() throws {
        try options.withArchive { archive in
            if answers { try archive.memo.export(to: file) } else { try archive.export(to: file) }
        }
        Console.print(file)
    }
}

/// `spikebook cache import`.
struct CacheImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Copy the runs of another archive into this one; damaged ones are left out."
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "The archive to read.", completion: .file())
    var file: String

    func run() throws {
        guard FileManager.default.fileExists(atPath: file) else { throw Failure.usage("there is no file '\(file)'") }
        Console.print(try options.withArchive { try taken(into: $0) }.text)
    }

    private func taken(into archive: Archive) throws -> ImportReport {
        do {
            return try archive.importArchive(from: file)
        } catch ArchiveError.damaged(_, let reason) {
            throw Failure.usage("'\(file)' is no archive that can be read: \(reason)")
        } catch ArchiveError.foreign {
            throw Failure.usage("'\(file)' is a database of another program")
        } catch ArchiveError.noSource(_, let reason) {
            throw Failure.usage("'\(file)' cannot be read as an archive: \(reason)")
        }
    }
}
