import Charts
public import Diagnostics
import Experiments
public import Foundation
public import Storage

/// The report of one book: pages from the archive's results, written where they differ from what is there.
///
/// Nothing is run here: what is missing in the archive must have been run before.
public final class Site {
    let plan: Plan
    let archive: Archive
    let results: Results
    let templates: PageTemplates
    let maths: MathRenderer
    let summaries: [RunKey: RunSummary]
    let figures: FigureSupply
    private let drawings: FigureStore
    private let listings: DerivedStore
    /// Made when a page first shows a source: a book without any needs no such library.
    private var highlighter: Highlighter?
    let output: URL
    /// What readers may copy from the pages.
    let commands: ReaderCommands
    let formulas: FormulaCache
    let katex: KatexLibrary
    /// A digest of every run that any page may show.
    let scope: String
    /// What decides its pages.
    let inputs: PageInputs
    /// The chapters' titles as they may stand within links.
    private(set) lazy var flatTitles = PageFrame(site: self).titles

    /// The runs that could not be carried out and are missing, with what hangs on them.
    var outages: Outages { results.outages }

    /// A site in `output/site` for a plan whose runs `archive` holds, but for those that could not be carried out.
    ///
    /// With `anew` every query is asked, whether its answer is kept or not. Throws when templates or maths are missing.
    public init(
        plan: Plan,
        archive: Archive,
        output: URL,
        failures: [Runner.Failure] = [],
        anew: Bool = false
    ) throws {
        self.plan = plan
        self.archive = archive
        self.output = output
        commands = ReaderCommands(book: plan.book.files, output: output)
        summaries = try archive.summaries(of: plan.keys)
        scope = plan.scope(stored: summaries)
        results = Results(
            plan: plan,
            archive: archive,
            stored: summaries,
            outages: plan.outages(after: failures, stored: summaries),
            anew: anew
        )
        templates = try PageTemplates()
        formulas = FormulaCache(archive: archive)
        katex = try KatexLibrary.find()
        maths = try MathRenderer(library: katex, macros: plan.book.macros, cache: formulas)
        drawings = FigureStore(archive: archive, folder: output.appending(path: "site"))
        figures = FigureSupply(plan: plan, archive: archive, results: results, store: drawings)
        inputs = PageInputs(
            plan: plan,
            summaries: summaries,
            results: results,
            figures: figures,
            command: commands.spikebook()
        )
        listings = DerivedStore(memo: archive.memo, kind: "listing")
    }

    /// Throws `ForeignFile` when a page of ours would take the place of a file that no build has made.
    ///
    /// Asked before anything is run; what only rendering shows is found when it is written.
    public func checkOwnership(of format: Build.Format = .html) throws {
        let folder = output.appending(path: format.folder)
        let paths = format == .html ? SiteFiles(plan.book).paths : Set(MarkdownReport.paths(of: plan.book))
        func foreign() throws -> String? {
            try SiteWriter(folder: folder, archive: archive).foreign(among: paths)
        }
        guard try foreign() != nil else { return }
        // Another build may just have written its first pages: the manifest is read again when nobody writes.
        if let path = try archive.locking(folder, foreign) {
            throw ForeignFile(path: folder.appending(path: path).relativePath)
        }
    }

    /// Writes the pages of `chapters`, or of all, and what the whole site shares.
    ///
    /// Another chapter's page stays as it is, unless a label changed that it may refer to and no run of the book is missing.
    /// One that was never made is drafted from what is there, so that no link leads nowhere.
    ///
    /// Throws `ArchiveError`, `ForeignFile`, `RunsChanged` and file errors of the machine. Nothing half-written is left: each
    /// file is put in place whole.
    public func build(only chapters: Set<Int>? = nil) throws -> SiteReport {
        try stopIfLacking(chapters)
        try FileManager.default.createDirectory(at: folderOfSite, withIntermediateDirectories: true)
        return try archive.locking(folderOfSite) {
            var writer = try SiteWriter(folder: folderOfSite, archive: archive)
            var manifest = writer.manifest
            var report = SiteReport()
            let states = states(of: manifest, heldBy: writer, wanted: chapters)
            let anew = states.filter { $0.isWanted && !$0.isSame }.map(\.chapter)
            try figures.drawing(anew.flatMap(orders)) {
                try writePages(states, &writer, &manifest, &report)
            }
            try finish(&writer, &manifest, &report)
            return report
        }
    }

    /// How every chapter's page stands; what is not known of the results of those that are wanted is asked.
    private func states(of manifest: SiteManifest, heldBy writer: SiteWriter, wanted: Set<Int>?) -> [PageState] {
        let chapters = plan.book.chapters
        let known = chapters.map { manifest.pages[$0.page].flatMap { writer.holds($0.files) ? $0 : nil } }
        inputs.prepare(Array(chapters.indices))
        let isWanted = chapters.indices.map { wanted?.contains($0) ?? true }
        let unknown = chapters.indices.filter { isWanted[$0] && known[$0]?.keys != inputs.keys(ofChapter: $0) }
        inputs.prepareContents(unknown)
        return chapters.indices.map { PageState(of: $0, isWanted: isWanted[$0], known: known[$0], by: inputs) }
    }

    /// Throws `RunsChanged` when runs are gone that were there when runs were made.
    func stopIfLacking(_ chapters: Set<Int>?) throws {
        let wanted = chapters.map { $0.flatMap(plan.keys(ofChapter:)) } ?? plan.keys
        let lacking = plan.missing(in: summaries).keys.subtracting(outages.keys)
        guard lacking.isDisjoint(with: wanted) else { throw RunsChanged() }
    }

    /// Keeps what was derived meanwhile; gives whether there was anything.
    @discardableResult
    func saveResults() throws -> Bool {
        try [
            formulas.kept, results.kept, results.digests, results.drawn, results.sights.kept,
            results.viewRows.kept, figures.runs, drawings.kept, listings,
        ]
        .map { try $0.save() }.contains(true)
    }

    private func writePages(
        _ states: [PageState],
        _ writer: inout SiteWriter,
        _ manifest: inout SiteManifest,
        _ report: inout SiteReport
    ) throws {
        let isComplete = plan.keys.allSatisfy { summaries[$0] != nil }
        for state in states {
            guard !archive.isCancelled else { throw ArchiveError.cancelled(path: archive.path) }
            let (index, name) = (state.chapter, plan.book.chapters[state.chapter].page)
            if let known = state.standing(whenComplete: isComplete) {
                report.claims += known.claims
                report.files.merge(known.files) { first, _ in first }
                report.isPartial = report.isPartial || !state.isSame
                writer.keep(known.files)
                manifest.pages[name] = known
                continue
            }
            let page = try ChapterPage(site: self, chapter: index).rendered()
            let files = try writer.write(page.files)
            manifest.pages[name] = nil
            guard state.isWanted || isComplete else {
                report.isPartial = true
                continue
            }
            report.faults += page.faults
            report.claims += page.claims
            report.files.merge(files) { first, _ in first }
            // What lacks a result is tried again by the next build.
            guard page.faults.isEmpty, !page.hasOutages else { continue }
            manifest.pages[name] = state.page(files: files, claims: page.claims)
        }
    }

    /// The landing page, the reference, the assets, the machine-readable results.
    private func finish(_ writer: inout SiteWriter, _ manifest: inout SiteManifest, _ report: inout SiteReport) throws {
        try share(&writer, &manifest, &report)
        try writeReference(&writer, &manifest)
        try checkRuns()
        let isFresh = try saveResults()
        // Another build may have set its own meanwhile: mapping and verdicts are to be of one book.
        try archive.setMembers(plan.members)
        try archive.setClaims(claimRows(report.claims))
        if !report.isPartial {
            // What was derived from a whole archive is of use when the missing runs have been made.
            if isFresh, outages.isEmpty { try forgetStale() }
            try writer.removeStale()
            manifest.pages = manifest.pages.filter { page in plan.book.chapters.contains { $0.page == page.key } }
        }
        try writer.finish(manifest)
        report.written = writer.written
        report.kept = writer.kept
        report.surprises = plan.book.surprises(among: report.claims)
        // A list with holes would look as if claims had been taken out of the book.
        let isWhole = plan.book.chapters.allSatisfy { manifest.pages[$0.page] != nil } || !report.isPartial
        guard isWhole else { return }
        try ReportFiles(claims: report.claims).write(to: output, report: summary(of: report))
    }

    /// What an author may want to know of the answers in some chapters, or in all, of which `report` tells.
    ///
    /// A page about which there was nothing to tell is not looked at again while its results are the same.
    func warnings(ofChapters chapters: Set<Int>?, after report: SiteReport) throws -> [Diagnostic] {
        let quiet = DerivedStore(memo: archive.memo, kind: "quiet")
        let check = AnswerCheck(self)
        let indices = plan.book.chapters.indices.filter { chapters?.contains($0) ?? true }
        let keys = indices.map { "\(plan.book.chapters[$0].name) \(inputs.keys(ofChapter: $0))" }
        // Of an answer that failed nothing is known.
        let isSound = outages.isEmpty && report.faults.isEmpty
        let warnings = try zip(indices, keys).flatMap { index, key -> [Diagnostic] in
            if isSound, try quiet.content(key) != nil { return [] }
            let found = check.warnings(ofChapters: [index])
            if isSound, found.isEmpty { quiet.keep(Data(), under: key) }
            return found
        }
        if try quiet.save(), chapters == nil { try quiet.forget(except: Set(keys)) }
        return Faults(warnings).diagnostics
    }

    /// Writes down which runs the book has, so that the next build need not ask the archive.
    func keepIndex() throws { try archive.keepIndex(summaries.values) }

    /// The report for machines, which is made anew only when book or runs have changed.
    private func summary(of report: SiteReport) throws -> Data {
        let drawn = report.files.compactMap { path, digest -> (String, String)? in
            guard path.hasPrefix("figures/"), path.hasSuffix(".svg") else { return nil }
            return (String(path.dropFirst("figures/".count).dropLast(".svg".count)), digest)
        }
        let figures = Dictionary(uniqueKeysWithValues: drawn)
        let stored = StoredReport(memo: archive.memo)
        let state = plan.state(scope: scope)
        if let json = try stored.json(of: state) { return json }
        let json = try ReportSummary(site: self, claims: report.claims, figures: figures).json
        // What failed for want of something outside the book may be there next time.
        let isWhole = outages.isEmpty && !report.faults.contains { $0.id == "directive.failed" }
        if isWhole {
            try archive.setReport(json)
            try stored.keep(json, of: state)
        }
        return json
    }

    /// Throws `RunsChanged` when the runs are no longer those that the pages were drawn from, and nothing may be kept.
    func checkRuns() throws {
        guard plan.scope(stored: try archive.summaries(of: plan.keys)) == scope else { throw RunsChanged() }
    }

    /// Writes the landing page and what all pages use, unless what decides them is as it was.
    private func share(_ writer: inout SiteWriter, _ manifest: inout SiteManifest, _ report: inout SiteReport) throws {
        let input = try inputs.landing(report.claims, katex: katex.version)
        if let known = manifest.landing, known.frame == input, writer.holds(known.files) {
            writer.keep(known.files)
            return
        }
        let landing = LandingPage(site: self, claims: report.claims)
        var files = templates.siteFiles(
            lightCharts: Palette.book.declarations(for: .light),
            darkCharts: Palette.book.declarations(for: .dark)
        ).mapValues { Data($0.utf8) }
        files[LandingPage.file] = Data(try landing.html().text.utf8)
        files[SearchIndex.file] = Data(landing.searchIndex.utf8)
        for asset in try katex.assets() { files["katex/" + asset.path] = try Data(contentsOf: asset.source) }
        let digests = try writer.write(files)
        // Numbers of the whole book are wrong for certain only when all of it is there.
        if !report.isPartial { report.faults += landing.faults }
        let isWhole = landing.faults.isEmpty && outages.isEmpty
        manifest.landing = isWhole ? .init(frame: input, files: digests) : nil
    }

    /// Writes the reference, unless what decides it is as it was.
    private func writeReference(_ writer: inout SiteWriter, _ manifest: inout SiteManifest) throws {
        let input = inputs.reference
        if let known = manifest.reference, known.frame == input, writer.holds(known.files) {
            writer.keep(known.files)
            return
        }
        let page = Data(try ReferencePage(site: self).html().text.utf8)
        let files = try writer.write([plan.book.referencePage: page])
        manifest.reference = .init(frame: input, files: files)
    }

    /// Removes derived results that the present book has no use for, so that the memo does not grow with every edit.
    private func forgetStale() throws {
        let placed = plan.book.chapters.flatMap(\.orderedDirectives)
        let (asked, plotted) = (placed.flatMap(\.directive.asked), placed.flatMap(\.directive.plotted))
        let shown = Set(try placed.compactMap { try $0.directive.listingKey(for: self) })
        let drawn = Set(try plan.book.chapters.indices.flatMap(orders).map(figures.key))
        if formulas.isWhole { try formulas.kept.forget(except: formulas.keys) }
        if !shown.isEmpty { try listings.forget(except: shown) }
        try results.kept.forget(except: Set(asked.map(results.key)))
        try results.digests.forget(except: Set(plotted.map(results.key)))
        try results.drawn.forget(except: Set(plotted.map(results.key)))
        try results.sights.kept.forget(except: Set((asked + plotted).map(results.sights.key)))
        try results.viewRows.forget(except: results.views.all)
        try drawings.kept.forget(except: drawn)
        try figures.runs.forget(except: figures.runKeys)
    }

    /// A piece of source with its words marked by kind; throws `ScriptLibrary.Failure`.
    func highlighted(_ listing: Listing) throws -> Markup { try highlighting().html(listing) }

    func highlighting() throws -> Highlighter {
        if let highlighter { return highlighter }
        let made = Highlighter(library: try HighlightLibrary.find(), kept: listings)
        highlighter = made
        return made
    }

    /// Why a table, figure, claim or page is as it is; nil when none is called so.
    ///
    /// Throws the archive's faults.
    public func explanation(of id: String) throws -> String? {
        try Causes(site: self).explanation(of: id, ExperimentChanges(from: archive, to: plan))
    }

    private var folderOfSite: URL { output.appending(path: "site") }

    /// Whether a file is in the site.
    func holds(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folderOfSite.appending(path: path).path)
    }
}

/// Another process removed or replaced runs of the book while its pages were drawn.
struct RunsChanged: Error {}

/// What a build of the site did.
public struct SiteReport: Sendable {
    /// Paths written because they differed, from the site's root.
    public internal(set) var written: [String] = []
    /// Files of earlier builds that no page uses any more and that somebody has changed, so that they stay.
    public internal(set) var kept: [String] = []
    /// The claims of all chapters whose pages are there.
    var claims: [ClaimOutcome] = []
    /// The files of these pages with their digests, by path.
    var files: [String: String] = [:]
    /// The file with which a reader begins, from the folder of the report.
    public internal(set) var firstPage = LandingPage.file
    /// Numbers of the prose that are wrong, and directives without a result.
    public internal(set) var faults: [Diagnostic] = []
    /// Whether chapters were left as they were.
    public internal(set) var isPartial = false

    /// How many claims have the verdict that their author expected, of how many.
    public var verdicts: (expected: Int, all: Int) {
        (claims.filter(\.isExpected).count, claims.count)
    }

    /// Claims whose verdict is another than the expected one.
    public internal(set) var surprises: [Diagnostic] = []
}
