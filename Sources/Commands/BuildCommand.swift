import ArgumentParser
import Diagnostics
import Dispatch
import Experiments
import Foundation
import Reports
import Storage

/// `spikebook build`.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Run what is missing and write the report.",
        discussion: """
            Without chapters the whole book is built. With chapters only the runs that theirs need are made; the rest of \
            the site stays as it is, but for numbers of figures and the like that have changed. Runs whose settings and core \
            are unchanged are taken from the archive.
            """
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "Chapters by number or name.", completion: Completions.chapters)
    var chapters: [String] = []

    @Option(name: [.customShort("j"), .long], help: "Runs at once; by default one for each processor.")
    var jobs: Int?

    @Flag(help: "Run nothing; stop with code 4 when a run is missing.")
    var frozen = false

    @Option(
        help: "An experiment to run again though its results are there; may be repeated.",
        completion: Completions.experiments
    )
    var force: [String] = []

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("-j takes a number from 1 on") }
        if frozen, !force.isEmpty { throw ValidationError("--frozen and --force exclude each other") }
    }

    func run() throws {
        let watch = Stopwatch()
        let workspace = try Workspace(options)
        let wanted = try ChapterChoice(chapters, of: workspace.plan).indices
        try workspace.stopIfFaulty()
        let forced = try forcedKeys(workspace.plan)
        let (report, runs) = try workspace.withArchive { archive in
            let (site, report, runs) = try build(workspace, archive, wanted, forced)
            Findings.shared.note(AnswerCheck(site).warnings(ofChapters: wanted))
            try archive.pack(afterMaking: runs.made)
            return (report, runs)
        }
        try tell(report, runs, workspace, seconds: watch.seconds)
    }

    /// What was run.
    private struct Runs {
        var made = 0
        var analysed = 0
        var failures: [Runner.Failure] = []
    }

    /// Makes the runs, then the pages, and the same again when another process has meanwhile taken runs away.
    private func build(
        _ workspace: Workspace,
        _ archive: Archive,
        _ wanted: Set<Int>?,
        _ forced: [RunKey]
    ) throws -> (site: Site, report: SiteReport, runs: Runs) {
        try archive.setMembers(workspace.plan.members)
        var site = try Site(plan: workspace.plan, archive: archive, output: workspace.output)
        try workspace.stop(at: site.faults())
        try site.checkOwnership()
        let keeper = LeaseKeeper(archive: archive)
        defer { keeper.end() }
        var runs = Runs()
        for attempt in 1... {
            let new = try makeRuns(workspace, archive, keeper, wanted, attempt == 1 ? forced : [])
            runs.made += new?.made ?? 0
            runs.analysed += new?.analysed ?? 0
            runs.failures = new?.failed ?? []
            // A site knows the runs that were there when it was made.
            if new != nil || attempt > 1 {
                site = try Site(
                    plan: workspace.plan,
                    archive: archive,
                    output: workspace.output,
                    failures: runs.failures
                )
            }
            PausePoint.pass("pages")
            do {
                return (site, try site.build(only: wanted), runs)
            } catch let change as RunsChanged {
                // Whoever takes runs away again and again is no other build of this program.
                guard attempt < 3 else { throw Failure.stale(change.description) }
            }
        }
        preconditionFailure("the last attempt returns or throws")
    }

    /// Makes what is missing or forced; nil when there was nothing to do.
    private func makeRuns(
        _ workspace: Workspace,
        _ archive: Archive,
        _ keeper: LeaseKeeper,
        _ wanted: Set<Int>?,
        _ forced: [RunKey]
    ) throws -> Runner.Report? {
        let jobs = try workspace.plan.jobs(ofChapters: wanted, missingFrom: archive, forced: forced)
        if frozen, !jobs.isEmpty { throw Failure.frozen(Self.missing(jobs)) }
        guard !jobs.isEmpty else { return nil }
        let history = try RunHistory(archive)
        if let change = Plan.newCore(try workspace.plan.status(in: archive, history)) { Console.note(change) }
        if let change = Plan.newAnalyses(jobs) { Console.note(change) }
        try keeper.hold(workspace.plan.keys)
        let display = ProgressDisplay()
        let runner = Runner(
            archive: archive,
            keeper: keeper,
            jobs: jobs,
            workers: self.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            before: history.seconds,
            executor: LocalExecutor(check: FailPoint.check)
        )
        let report = try runner.run(
            progress: { progress in
                display.show(progress)
                if progress.done == 1 { PausePoint.pass("run") }
            },
            isCancelled: { archive.isCancelled }
        )
        display.finish()
        if report.isInterrupted {
            let wanted = jobs.count { !$0.isStored }.counted("run")
            throw Failure.interrupted(
                "interrupted: \(report.made) of \(wanted) made and stored; build again to go on"
            )
        }
        return report
    }

    private static func missing(_ jobs: [Runner.Job]) -> String {
        let runs = jobs.filter { !$0.isStored }
        guard !runs.isEmpty else {
            let analyses = jobs.count == 1 ? "1 run is not analysed" : "\(jobs.count) runs are not analysed"
            return "\(analyses), and --frozen analyses nothing:\n\(list(jobs))"
        }
        let missing = runs.count == 1 ? "1 run is missing" : "\(runs.count) runs are missing"
        return "\(missing), and --frozen runs nothing:\n\(list(runs))"
    }

    private static func list(_ jobs: [Runner.Job]) -> String {
        let list = jobs.prefix(20).map { "  \($0.request.key.text.prefix(12))  \($0.request.experiment)" }.joined(
            separator: "\n"
        )
        return list + (jobs.count > 20 ? "\n  and \(jobs.count - 20) more" : "")
    }

    private func forcedKeys(_ plan: Plan) throws -> [RunKey] {
        try force.flatMap { id in
            let keys = plan.keys(ofExperiment: id)
            guard !keys.isEmpty else {
                let help = NearMiss.help(for: id, in: plan.experimentIDs)
                throw Failure.usage("there is no experiment '\(id)'; \(help)")
            }
            return keys
        }
    }

    private func tell(_ report: SiteReport, _ runs: Runs, _ workspace: Workspace, seconds: Double) throws {
        let time = String(format: "%.2f s", seconds)
        let pages = report.written.filter { $0.hasSuffix(".html") }.count
        let failed = runs.failures.isEmpty ? "" : "\(runs.failures.count) failed, "
        let analysed = runs.analysed > 0 ? "\(runs.analysed) analysed anew, " : ""
        var line = "\(runs.made.counted("run")) made, \(failed)\(analysed)\(pages.counted("page")) written, "
        line += "\(report.verdicts.expected) of \(report.verdicts.all.counted("verdict")) as expected, \(time)"
        Console.note(line)
        for path in report.kept {
            Console.note("site/\(path) is no longer part of the report, but was changed by someone else and stays")
        }
        Console.print(workspace.output.appending(path: "site/index.html").relativePath)
        if let failure = failure(report, runs, workspace.plan) { throw failure }
    }

    /// Why the build does not end with 0; nil when it does.
    private func failure(_ report: SiteReport, _ runs: Runs, _ plan: Plan) -> Failure? {
        // A directive without a result is the book's fault, a wrong number that of the day.
        let isBroken = { (fault: Diagnostic) in fault.id == "directive.failed" }
        let change = plan.book.isAsOnDisk ? [] : [Self.changed]
        return Failure.all([
            (.experiment, "failed experiment", plan.faults(of: runs.failures)),
            (.faulty, "failed directive", report.faults.filter(isBroken)),
            (.stale, "wrong number", report.faults.filter { !isBroken($0) }),
            (.stale, "outdated result", change),
            (.surprise, "unexpected verdict", report.surprises),
        ])
    }

    private static let changed = Diagnostic(
        "book.outdated",
        at: nil,
        "the book was changed while it was built: the report is that of before; build again"
    )
}

/// The chapters that a user named; nil for all.
struct ChapterChoice {
    let indices: Set<Int>?

    init(_ names: [String], of plan: Plan) throws {
        guard !names.isEmpty else {
            indices = nil
            return
        }
        indices = Set(
            try names.map { name in
                guard let index = plan.book.chapter(named: name) else {
                    let known = plan.book.chapterNames.joined(separator: ", ")
                    throw Failure.usage("there is no chapter '\(name)'; known: \(known)")
                }
                return index
            }
        )
    }
}

/// Progress: one line that renews itself on a terminal, a line now and then elsewhere.
final class ProgressDisplay: @unchecked Sendable {
    private let lock = NSLock()
    private var lastShown: Stopwatch?

    func show(_ progress: Runner.Progress) {
        lock.withLock {
            let pause = Console.isTerminal ? 0.1 : 5
            let isLast = progress.done == progress.total && progress.analysed == progress.analyses
            guard isLast || lastShown.map({ $0.seconds >= pause }) ?? true else { return }
            lastShown = Stopwatch()
            let text = Self.text(progress)
            if Console.isTerminal { Console.status(text) } else { Console.note(text) }
        }
    }

    func finish() {
        lock.withLock { if Console.isTerminal, lastShown != nil { Console.note("") } }
    }

    private static func text(_ progress: Runner.Progress) -> String {
        if progress.awaited > 0 {
            let awaited = progress.awaited.counted("run")
            return "\(progress.done)/\(progress.total) runs · waiting for \(awaited) that another build makes"
        }
        guard progress.done < progress.total || progress.analysed == 0 else {
            return "\(progress.analysed)/\(progress.analyses) traces analysed · \(progress.latest)"
        }
        let rest = progress.remaining.map { " · \(duration($0)) left" } ?? ""
        return "\(progress.done)/\(progress.total) runs · \(progress.latest) · \(speed(progress)) steps/s\(rest)"
    }

    /// Steps for each second in a unit that leaves one to three digits.
    private static func speed(_ progress: Runner.Progress) -> String {
        let rate = Double(progress.steps) / max(progress.seconds, 1e-9)
        switch rate {
        case 1e6...: return String(format: "%.1f M", rate / 1e6)
        case 1e4...: return String(format: "%.0f k", rate / 1e3)
        case 1e3...: return String(format: "%.1f k", rate / 1e3)
        default: return String(format: rate < 10 ? "%.1f" : "%.0f", rate)
        }
    }

    private static func duration(_ seconds: Double) -> String {
        seconds < 100
            ? String(format: "%.0f s", seconds.rounded(.up)) : String(format: "%.0f min", (seconds / 60).rounded(.up))
    }
}
