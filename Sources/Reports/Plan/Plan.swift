public import Cells
public import Diagnostics
public import Experiments
public import Foundation
import Settings
public import Storage

/// A resolved book: every run with its key, every label with its number, and every fault that can be found without
/// running.
public struct Plan: Sendable {
    /// The book.
    public let book: Book
    let experiments: [PlannedExperiment]
    /// The book's mapping of experiments to runs, as the archive stores it.
    public let members: [Member]
    let labels: LabelTable
    let glossary: Glossary
    /// The queries, which SQL can read by their ids.
    let views: QueryViews
    /// The directives of each chapter, and those from which its numbers come.
    private let behind: [[PlacedDirective]]
    /// The cells, with what they declare.
    public let cells: CellBook
    /// The runs of experiments cached from earlier plans.
    private let known: KnownRuns
    /// Every fault and warning found, sorted by place; without a fault the book can be built.
    public let faults: [Diagnostic]

    /// Resolves `book`; experiments cached in `memo` are not resolved again.
    ///
    /// Compiled cells are in the folder `output`. If the book's code is not allowed, cells that are not known from
    /// `memo` are faults.
    public init(_ book: Book, knownFrom memo: Memo? = nil, output: URL? = nil, allowsCode: Bool = false) {
        self.book = book
        var faults = book.faults
        let placed = book.chapters.enumerated().flatMap { index, chapter in
            chapter.orderedDirectives.map { (chapter: index, directive: $0) }
        }
        let labels = LabelTable(book.chapters)
        self.labels = labels
        glossary = Glossary(book)
        faults += labels.faults + SiteFiles(book).faults
        views = QueryViews(placed.map(\.directive))
        behind = book.chapters.enumerated().map { index, chapter in
            let cited = Set(chapter.numbers.map(\.source))
            return placed.filter { $0.chapter == index || cited.contains($0.directive.id) }.map(\.directive)
        }
        faults += views.faults
        known = KnownRuns(of: placed.map(\.directive), in: memo)
        cells = CellBook(
            book.cells,
            in: (output ?? FileManager.default.temporaryDirectory).appending(path: "cells"),
            isAllowed: allowsCode,
            version: KnownRuns.program,
            known: { try? memo?.content(kind: Self.cellKind, key: $0) }
        )
        faults += cells.faults
        var resolver = ExperimentResolver(
            placed,
            faulty: book.faultyIDs,
            known: known,
            files: book.files.inputs(),
            cells: cells
        )
        experiments = resolver.all()
        members = Self.members(experiments, book)
        resolver.look(into: book.chapters.flatMap(\.faultySources))
        faults += resolver.faults
        faults += book.chapters.indices.flatMap { ReferenceCheck(book: book, labels: labels, chapter: $0).faults }
        faults += ReferenceCheck(book: book, labels: labels, chapter: 0).configurationFaults
        faults +=
            LabelText.all(in: book).flatMap(\.faults)
            + placed.flatMap { LabelText.all(in: $0.directive).flatMap(\.faults) }
        let names = NameCheck(experiments: experiments, declared: resolver.declared, views: views)
        faults += placed.flatMap { names.faults(of: $0.directive) }
        let check = PlanCheck(
            experiments: experiments,
            declared: resolver.declared,
            book: book,
            drawnIDs: book.drawnIDs
        )
        faults += placed.map(\.directive).flatMap { $0.onPage.faults(of: $0, in: check) }
        faults += DashboardCheck(book: book, labels: labels).faults + glossary.faults
        faults += ColourCheck(book: book).faults
        self.faults = Faults(faults).diagnostics
    }

    /// Every key of the book, without repeats, in the order of the chapters.
    public var keys: [RunKey] {
        var seen: Set<RunKey> = []
        return experiments.flatMap(\.runs).map(\.key).filter { seen.insert($0).inserted }
    }

    /// Whether an identifier belongs to something in the book: a chapter, a directive, a formula.
    public func hasName(_ id: String) -> Bool { labels.labels[id] != nil }

    /// Whether runs depend on anything outside the book's folder: files, or variables that programs get.
    var readsOutside: Bool {
        let paths = Set(experiments.flatMap(\.runs).flatMap(\.files))
        let hasVariables = experiments.filter(\.startsProgram).flatMap(\.runs).contains {
            ($0.specification as? ProgramRun)?.hasVariables ?? false
        }
        return hasVariables || paths.contains { $0.hasPrefix("/") || $0.split(separator: "/").contains("..") }
    }

    /// Caches the resolved experiments for the next plan of the book.
    func keepRuns(in memo: Memo) throws {
        try known.save(to: memo)
        try keepCells(in: memo)
    }

    /// The experiments' identifiers in the order of the chapters.
    public var experimentIDs: [String] { experiments.map(\.id) }

    /// The keys of the runs that `build` of a chapter needs.
    ///
    /// They belong to the chapter's experiments, to those that its figures draw, to those that its queries and the
    /// queries behind its checked numbers see, and to all that these need. A query that sees the whole book adds no
    /// run: it is answered from the stored ones.
    public func keys(ofChapter index: Int) -> [RunKey] {
        let chapter = book.chapters[index]
        let drawn = Set(chapter.orderedDirectives.flatMap(\.directive.shownExperiments))
        let questions = directives(behindChapter: index).flatMap(\.directive.questions)
        let sight = Sight.union(questions.flatMap(views.sights(behind:)))
        let wanted = experiments.filter { experiment in
            experiment.chapter == index || drawn.contains(experiment.id) || sight.includes(experiment.id)
        }
        var seen: Set<RunKey> = []
        return wanted.flatMap(\.runs).flatMap { $0.needs + [$0.key] }.filter { seen.insert($0).inserted }
    }

    /// The texts on which a chapter's results depend.
    ///
    /// These are its directives as written, the directives of other chapters from which its numbers come, the queries
    /// that all of these read by name, and the source code that it shows.
    func texts(behindChapter index: Int) -> [String] {
        let placed = directives(behindChapter: index)
        let queries = placed.flatMap(\.directive.questions).map(\.sql)
        let listings = placed.flatMap(\.directive.shownTexts)
        return placed.map(\.text) + Set(queries.flatMap(views.needed)).map(\.sql).sorted() + listings
    }

    /// The directives of a chapter, and those from which its numbers come.
    func directives(behindChapter index: Int) -> [PlacedDirective] { behind[index] }

    /// The experiment of a name; nil when there is none, or it is faulty.
    func experiment(_ id: String) -> PlannedExperiment? { experiments.first { $0.id == id } }

    /// The keys of one experiment; empty when there is none of that name.
    public func keys(ofExperiment id: String) -> [RunKey] {
        experiment(id)?.runs.map(\.key) ?? []
    }
}

extension Plan {
    /// The cache's kind for what workers said of cells and their runs.
    private static let cellKind = "cell"

    /// Caches what workers said, and removes what is of sources that the book no longer has.
    private func keepCells(in memo: Memo) throws {
        let fresh = cells.fresh
        guard !fresh.isEmpty else { return }
        let contents = fresh.sorted { $0.key < $1.key }
        try memo.keep(contents.map { DerivedContent(kind: Self.cellKind, key: $0.key, content: $0.value) })
        try memo.forget(kind: Self.cellKind, except: cells.used)
        cells.clean()
    }

    /// A job for each run of some chapters, or of all, that must be made or analysed because it is missing or forced.
    public func jobs(
        ofChapters chapters: Set<Int>?,
        missingFrom archive: Archive,
        forced: [RunKey]
    ) throws -> [Runner.Job] {
        let wanted = chapters.map { Set($0.flatMap(keys(ofChapter:))) }
        let stored = try archive.summaries(of: keys)
        let all = experiments.flatMap(\.runs)
        let groups = Dictionary(grouping: all, by: \.key)
        var seen: Set<RunKey> = []
        return experiments.flatMap { experiment in
            experiment.runs.compactMap { run in
                let isForced = forced.contains(run.key)
                guard isForced || wanted?.contains(run.key) ?? true, seen.insert(run.key).inserted else { return nil }
                let known = isForced ? [] : stored[run.key]?.analyses ?? []
                let lacking = groups[run.key, default: []].filter { !known.contains($0.analysis) }
                guard !lacking.isEmpty else { return nil }
                return Runner.Job(
                    request: RunRequest(run, of: experiment.id),
                    analyses: lacking.distinct,
                    isAnew: isForced,
                    isStored: !isForced && stored[run.key] != nil
                )
            }
        }
    }

    private static func members(_ experiments: [PlannedExperiment], _ book: Book) -> [Member] {
        experiments.flatMap { experiment in
            experiment.runs.enumerated().map { position, run in
                Member(
                    experiment: experiment.id,
                    chapter: book.chapters[experiment.chapter].name,
                    position: position,
                    variant: run.variant,
                    seed: run.seed,
                    key: run.key,
                    analysis: run.analysis
                )
            }
        }
    }
}

extension [PlannedExperiment.Run] {
    /// The runs' specifications, one for each analysis.
    fileprivate var distinct: [any RunSpecification] {
        var seen: Set<AnalysisKey> = []
        return filter { seen.insert($0.analysis).inserted }.map(\.specification)
    }
}

extension Plan {
    /// The runs of one experiment; none when there is no experiment of that name.
    public func runs(ofExperiment id: String) -> [(variant: String, specification: any RunSpecification)] {
        experiment(id)?.runs.map { ($0.variant, $0.specification) } ?? []
    }
}
