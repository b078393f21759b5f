import Charts
import Diagnostics
import Experiments
public import Foundation
public import Storage

/// The report of one book: pages made from the archive's results.
///
/// Only pages that differ from the existing ones are written. Nothing is run here: missing runs must have been made
/// before.
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
    /// Created when a page first shows a listing, so that a book without listings needs no such library.
    private var highlighter: Highlighter?
    let output: URL
    /// The commands that readers can copy from the pages.
    let commands: ReaderCommands
    let formulas: FormulaCache
    let katex: KatexLibrary
    /// A digest of every run that any page may show.
    let scope: String
    /// The inputs of its pages.
    let inputs: PageInputs
    /// The chapters' titles in a form allowed within links.
    private(set) lazy var flatTitles = titles

    /// The missing runs that failed, and the experiments that depend on them.
    var outages: Outages { results.outages }

    /// A site in `output/site` for a plan whose runs are in `archive`, except those that failed.
    ///
    /// With `anew` every query is run again, even if its answer is cached. Throws when templates or KaTeX are
    /// missing.
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

    /// Writes new derived results to the cache; returns whether there were any.
    @discardableResult
    func saveResults() throws -> Bool {
        try [
            formulas.kept, results.kept, results.digests, results.drawn, results.sights.kept,
            results.viewRows.kept, figures.runs, drawings.kept, listings,
        ]
        .map { try $0.save() }.contains(true)
    }

    /// Removes cached results that the present book does not use, so that the cache does not grow with every edit.
    func forgetStale() throws {
        let placed = plan.book.chapters.flatMap(\.orderedDirectives)
        let (asked, plotted) = (placed.flatMap(\.directive.asked), placed.flatMap(\.directive.plotted))
        let shown = Set(try placed.compactMap { try $0.onPage.listingKey(for: self) })
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

    /// A listing with syntax colouring; throws `ScriptLibrary.Failure`.
    func highlighted(_ listing: Listing) throws -> Markup { try highlighting().html(listing) }

    func highlighting() throws -> Highlighter {
        if let highlighter { return highlighter }
        let made = Highlighter(library: try HighlightLibrary.find(), kept: listings)
        highlighter = made
        return made
    }

    var folderOfSite: URL { output.appending(path: "site") }

    /// Whether the site contains a file.
    func holds(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folderOfSite.appending(path: path).path)
    }
}
