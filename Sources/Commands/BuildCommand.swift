public import ArgumentParser
import Foundation
public import Reports
import Storage

/// `spikebook build`.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Run what is missing and write the report.",
        discussion: """
            Without chapters the whole book is built. With chapters only the runs that they need are made, and the other \
            pages stay as they are, unless the number of a figure or another label on them has changed; of a report in \
            Markdown only their files are written. Runs whose settings and core are unchanged are taken from the archive.
            """
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "Chapters by number or name.", completion: Completions.chapters)
    var chapters: [String] = []

    @Option(name: [.customShort("j"), .long], help: "Runs at once; by default one for each processor.")
    var jobs: Int?

    @Option(help: "The format of the report: html, in site/, or markdown, in markdown/.")
    var format = Build.Format.html

    @Flag(help: "Run nothing; stop with code 4 when a run is missing.")
    var frozen = false

    @Option(
        help: "An experiment to run again though its results are there; may be repeated.",
        completion: Completions.experiments
    )
    var force: [String] = []

    @OptionGroup var permission: CodePermission

    @Flag(name: .shortAndLong, help: "List every result that was made anew, and why.")
    var verbose = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("-j takes a number from 1 on") }
        if frozen, !force.isEmpty { throw ValidationError("--frozen and --force exclude each other") }
    }

    func run() throws {
        let watch = Stopwatch()
        let stamp = options.stamp
        // A frozen build always checks everything, byte by byte.
        if chapters.isEmpty, force.isEmpty, !frozen, format == .html, let verdicts = stamp.verdicts {
            tell("0 runs made, 0 pages written, ", expected: verdicts, of: verdicts, seconds: watch.seconds)
            return
        }
        let workspace = try Workspace(options, allowsCode: permission.allowCode)
        let work = try settings(workspace)
        var used: Archive?
        let outcome = try workspace.withArchive(answersSuffice: frozen, asKnown: !frozen) { archive in
            used = archive
            let display = ProgressDisplay()
            let build = Build(workspace.plan, in: archive, output: workspace.output, options: work)
            let outcome = try build.run { Self.tell($0, display) }
            Findings.shared.note(outcome.warnings)
            return outcome
        }
        if workspace.plan.faults.isEmpty, format == .html { try stamp.keep(outcome, of: used) }
        tell(outcome, seconds: watch.seconds)
        if let failure = Failure(outcome.flaws) { throw failure }
    }

    private func settings(_ workspace: Workspace) throws -> Build.Options {
        var settings = Build.Options()
        settings.chapters = try ChapterChoice(chapters, of: workspace.plan).indices
        try workspace.stopIfFaulty()
        for id in force { try workspace.stop(unlessExperiment: id) }
        settings.forced = force.flatMap(workspace.plan.keys(ofExperiment:))
        settings.isFrozen = frozen
        settings.allowsCode = permission.allows(workspace)
        settings.format = format
        if let jobs { settings.workers = jobs }
        settings.executor = LocalExecutor(check: FailPoint.check)
        return settings
    }

    private static func tell(_ event: Build.Event, _ display: ProgressDisplay) {
        switch event {
        case .remade(let sentence): Console.note(sentence)
        case .progress(let progress):
            display.show(progress)
            if progress.done == 1 { PausePoint.pass("run") }
        case .runsEnded: display.finish()
        case .drawing: PausePoint.pass("pages")
        }
    }

    private func tell(_ outcome: Build.Outcome, seconds: Double) {
        let report = outcome.report
        let pages = report.written.filter { $0.hasSuffix(".html") || $0.hasSuffix(".md") }.count
        let failed = outcome.failures.isEmpty ? "" : "\(outcome.failures.count) failed, "
        let analysed = outcome.analysed > 0 ? "\(outcome.analysed) analysed anew, " : ""
        let line = "\(outcome.made.counted("run")) made, \(failed)\(analysed)\(pages.counted("page")) written, "
        let verdicts = report.verdicts
        tell(line, expected: verdicts.expected, of: verdicts.all, seconds: seconds, page: report.firstPage)
        for line in CauseText(outcome.causes).lines(all: verbose) { Console.note(line) }
        for path in report.kept {
            let file = "\(format.folder)/\(path)"
            Console.note("\(file) is no longer part of the report, but was changed by someone else and stays")
        }
    }

    /// Prints what was done, and where the report is.
    private func tell(
        _ work: String,
        expected: Int,
        of all: Int,
        seconds: Double,
        page: String = SiteReport.landingPage
    ) {
        Console.note(
            work + "\(expected) of \(all.counted("verdict")) as expected, " + String(format: "%.2f s", seconds)
        )
        Console.print(options.outputFolder.appending(path: "\(format.folder)/\(page)").relativePath)
    }
}

extension Build.Format: ExpressibleByArgument {}
