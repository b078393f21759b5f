public import Diagnostics
public import Experiments
public import Foundation
public import Storage

/// One build of a book: makes the missing runs, then writes every page that is out of date.
///
/// The caller opens and closes the archive, so that several builds of one process can share it.
public struct Build: Sendable {
    /// What is built, and how.
    public struct Options: Sendable {
        /// The indices of the chapters; nil for all.
        public var chapters: Set<Int>?
        /// Runs that are made even though they are stored.
        public var forced: [RunKey] = []
        /// The format of the report.
        public var format = Format.html
        /// Whether a missing run ends the build instead of being made.
        public var isFrozen = false
        /// The number of runs made at once.
        public var workers = ProcessInfo.processInfo.activeProcessorCount
        /// Whether the book's programs may be run, called only when one would be run.
        public var allowsCode: @Sendable () throws -> Bool = { false }
        /// The executor of the runs.
        public var executor: any Executor = LocalExecutor()

        /// Options for the whole book, with one run for each processor at once.
        public init() {}
    }

    /// A format of the report.
    public enum Format: String, CaseIterable, Sendable {
        /// A site in the folder `site`.
        case html
        /// Files of GitHub-flavoured Markdown in the folder `markdown`.
        case markdown

        /// The folder, beside the archive.
        public var folder: String { (self == .html ? PageFormat.html : .markdown).folder }
    }

    /// Reported to the caller during a build.
    public enum Event: Sendable {
        /// Runs or analyses are made again although the book has not changed; the text says why.
        case remade(String)
        /// A run is finished, or all remaining ones are made by another build.
        ///
        /// Sent from any thread.
        case progress(Runner.Progress)
        /// No runs are left to make.
        case runsEnded
        /// Drawing of the pages begins.
        case drawing
    }

    /// The result of a build.
    public struct Outcome: Sendable {
        /// The number of runs made.
        public var made: Int
        /// The number of stored traces that were analysed.
        public var analysed: Int
        /// The runs that failed.
        public var failures: [Runner.Failure]
        /// What was written.
        public var report: SiteReport
        /// Warnings, such as answers without rows.
        public var warnings: [Diagnostic]
        /// The results that were made again, and why.
        public var causes: [Cause]
        /// Whether runs depend on anything outside the book's folder: files, or variables that programs get.
        var readsOutside: Bool
        /// The problems that remain.
        public var flaws: Flaws
    }

    /// The reason why a build ended before its pages were written.
    public enum Stop: Error {
        /// The book has these faults; nothing was run.
        case faulty([Diagnostic])
        /// These runs are missing, and the build was frozen.
        case frozen(missing: [Runner.Job])
        /// The build was cancelled after making `made` of `all` runs, which are stored.
        case interrupted(made: Int, all: Int)
        /// Another process removed or replaced runs at every attempt to write the pages.
        case runsChanged
    }

    private let plan: Plan
    private let archive: Archive
    private let output: URL
    private let options: Options

    /// A build of a plan; `output` is the folder of the site and of the machine-readable results.
    public init(_ plan: Plan, in archive: Archive, output: URL, options: Options = Options()) {
        self.plan = plan
        self.archive = archive
        self.output = output
        self.options = options
    }

    /// Makes the missing runs, resolves what the pages show, and writes them.
    ///
    /// Throws `Stop`, `ArchiveError`, `ForeignFile`, and errors of the machine such as missing packages. Whatever was
    /// stored before stays, and each file of the site is either unchanged or complete.
    public func run(telling tell: @escaping @Sendable (Event) -> Void = { _ in }) throws -> Outcome {
        try Self.stop(at: plan.faults)
        try plan.keepRuns(in: archive.memo)
        let changes = try ExperimentChanges(from: archive, to: plan)
        // The archive's mapping of the book must match the site.
        if options.format == .html { try archive.setMembers(plan.members) }
        let site = try site(without: [])
        try Self.stop(at: site.faults())
        try site.checkOwnership(of: options.format)
        let (outcome, shown) = try outcome(beginningWith: site, changes, tell)
        if outcome.made > 0 { try archive.pack(afterMaking: outcome.made) }
        if options.format == .html, !outcome.report.isPartial, shown.outages.isEmpty { try shown.keepIndex() }
        return outcome
    }

    private static func stop(at faults: [Diagnostic]) throws {
        if faults.contains(where: { $0.severity == .error }) { throw Stop.faulty(faults) }
    }

    /// The maximal number of attempts to write the pages; runs that vanish more often are not removed by another
    /// build.
    private static let attempts = 3

    /// Makes the runs, then the pages, and repeats both if another process removed runs in between.
    private func outcome(
        beginningWith first: Site,
        _ changes: ExperimentChanges,
        _ tell: @escaping @Sendable (Event) -> Void
    ) throws -> (Outcome, Site) {
        let keeper = LeaseKeeper(archive: archive)
        defer { keeper.end() }
        var site = first
        var (made, analysed) = (0, 0)
        for attempt in 1...Self.attempts {
            let runs = try makeRuns(keeper, forced: attempt == 1 ? options.forced : [], tell)
            made += runs?.made ?? 0
            analysed += runs?.analysed ?? 0
            let failures = runs?.failed ?? []
            // A site knows only the runs that existed when it was created.
            if runs != nil || attempt > 1 { site = try self.site(without: failures) }
            tell(.drawing)
            do {
                var outcome = try outcome(site, report(of: site), failures)
                (outcome.made, outcome.analysed) = (made, analysed)
                // Causes are noted only when all results exist.
                if site.outages.isEmpty, options.format == .html {
                    var causes = try Causes(site: site)
                    outcome.causes = try causes.note(changes, ofChapters: options.chapters)
                }
                return (outcome, site)
            } catch is RunsChanged {}
        }
        throw Stop.runsChanged
    }

    private func report(of site: Site) throws -> SiteReport {
        switch options.format {
        case .html: try site.build(only: options.chapters)
        case .markdown: try site.buildMarkdown(only: options.chapters)
        }
    }

    private func site(without failures: [Runner.Failure]) throws -> Site {
        try Site(plan: plan, archive: archive, output: output, failures: failures)
    }

    private func outcome(_ site: Site, _ report: SiteReport, _ failures: [Runner.Failure]) throws -> Outcome {
        var flaws = report.flaws
        flaws.experiments = plan.faults(of: failures)
        if !plan.book.isAsOnDisk { flaws.outdated = [Self.changed] }
        return Outcome(
            made: 0,
            analysed: 0,
            failures: failures,
            report: report,
            warnings: try site.warnings(ofChapters: options.chapters, after: report),
            causes: [],
            readsOutside: plan.readsOutside,
            flaws: flaws
        )
    }

    private static let changed = Diagnostic(
        "book.outdated",
        at: nil,
        "the book was changed while it was built: the report is that of before; build again"
    )
}

// MARK: - Runs

extension Build {
    /// Makes the runs that are missing or forced; nil when there was nothing to do.
    private func makeRuns(
        _ keeper: LeaseKeeper,
        forced: [RunKey],
        _ tell: @escaping @Sendable (Event) -> Void
    ) throws -> Runner.Report? {
        let jobs = try plan.jobs(ofChapters: options.chapters, missingFrom: archive, forced: forced)
        guard !jobs.isEmpty else { return nil }
        if options.isFrozen { throw Stop.frozen(missing: jobs) }
        let runs = jobs.filter { !$0.isStored }.map { ($0.request.experiment, $0.request.specification) }
        let programs = plan.faults(ofStarting: runs)
        if try !programs.isEmpty && !options.allowsCode() { try Self.stop(at: programs) }
        let history = try RunHistory(archive)
        if let change = Plan.newCore(try plan.status(in: archive, history)) { tell(.remade(change)) }
        if let change = Plan.newAnalyses(jobs) { tell(.remade(change)) }
        try keeper.hold(plan.keys)
        let runner = Runner(
            archive: archive,
            keeper: keeper,
            jobs: jobs,
            workers: options.workers,
            before: history.seconds,
            executor: options.executor
        )
        let report = try runner.run(
            progress: { tell(.progress($0)) },
            isCancelled: { [archive] in archive.isCancelled }
        )
        tell(.runsEnded)
        if report.isInterrupted { throw Stop.interrupted(made: report.made, all: jobs.count { !$0.isStored }) }
        return report
    }
}
