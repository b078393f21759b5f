import Charts
import Diagnostics
import Foundation
import Storage

extension Site {
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
        // Another build may just have written its first pages, so the manifest is read again while nobody writes.
        if let path = try archive.locking(folder, foreign) {
            throw ForeignFile(path: folder.appending(path: path).relativePath)
        }
    }

    /// Writes the pages of `chapters`, or of all, and the files that the whole site shares.
    ///
    /// The page of another chapter stays as it is, unless a label that it may refer to has changed and no run of the
    /// book is missing. If it was never made, it is drafted from the existing results, so that every link has a
    /// target.
    ///
    /// Throws `ArchiveError`, `ForeignFile`, `RunsChanged` and file errors of the machine. Each file is put in place
    /// as a whole, so nothing half-written remains.
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

    /// The state of every chapter's page; runs the queries of the wanted pages whose results are unknown.
    private func states(of manifest: SiteManifest, heldBy writer: SiteWriter, wanted: Set<Int>?) -> [PageState] {
        let chapters = plan.book.chapters
        let known = chapters.map { manifest.pages[$0.page].flatMap { writer.holds($0.files) ? $0 : nil } }
        inputs.prepare(Array(chapters.indices))
        let isWanted = chapters.indices.map { wanted?.contains($0) ?? true }
        let unknown = chapters.indices.filter { isWanted[$0] && known[$0]?.keys != inputs.keys(ofChapter: $0) }
        inputs.prepareContents(unknown)
        return chapters.indices.map { PageState(of: $0, isWanted: isWanted[$0], known: known[$0], by: inputs) }
    }

    /// Throws `RunsChanged` when runs are missing that existed after the runs were made.
    func stopIfLacking(_ chapters: Set<Int>?) throws {
        let wanted = chapters.map { $0.flatMap(plan.keys(ofChapter:)) } ?? plan.keys
        let lacking = plan.missing(in: summaries).keys.subtracting(outages.keys)
        guard lacking.isDisjoint(with: wanted) else { throw RunsChanged() }
    }

    private func writePages(
        _ states: [PageState],
        _ writer: inout SiteWriter,
        _ manifest: inout SiteManifest,
        _ report: inout SiteReport
    ) throws {
        let isComplete = plan.missing(in: summaries).isEmpty
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
            // Pages without all results are not recorded, so that the next build tries them again.
            guard page.faults.isEmpty, !page.hasOutages else { continue }
            manifest.pages[name] = state.page(files: files, claims: page.claims)
        }
    }

    /// Writes the landing page, the reference page, the assets and the machine-readable results.
    private func finish(_ writer: inout SiteWriter, _ manifest: inout SiteManifest, _ report: inout SiteReport) throws {
        try share(&writer, &manifest, &report)
        try writeReference(&writer, &manifest)
        try writeTables(&writer, &manifest, report)
        try checkRuns()
        let isFresh = try saveResults()
        // Another build may have set its own mapping meanwhile: mapping and verdicts must belong to one book.
        try archive.setMembers(plan.members)
        try archive.setClaims(claimRows(report.claims))
        if !report.isPartial {
            // While runs are missing, cached results are kept: they will be needed once the runs are made.
            if isFresh, outages.isEmpty { try forgetStale() }
            try writer.removeStale()
            manifest.pages = manifest.pages.filter { page in plan.book.chapters.contains { $0.page == page.key } }
        }
        try writer.finish(manifest)
        report.written = writer.written
        report.kept = writer.kept
        report.surprises = plan.book.surprises(among: report.claims)
        // In an incomplete list, claims would seem to have been removed from the book.
        let isWhole = plan.book.chapters.allSatisfy { manifest.pages[$0.page] != nil } || !report.isPartial
        guard isWhole else { return }
        try ReportFiles(claims: report.claims).write(to: output, report: summary(of: report))
    }

    /// Warnings about the answers and drawings in some chapters, or in all, after a build with `report`.
    ///
    /// A page without warnings is not examined again while the keys of its results stay the same.
    func warnings(ofChapters chapters: Set<Int>?, after report: SiteReport) throws -> [Diagnostic] {
        let quiet = DerivedStore(memo: archive.memo, kind: "quiet")
        let check = AnswerCheck(self)
        let indices = plan.book.chapters.indices.filter { chapters?.contains($0) ?? true }
        let keys = indices.map { "\(plan.book.chapters[$0].name) \(inputs.keys(ofChapter: $0))" }
        // A failed answer may hide warnings.
        let isSound = outages.isEmpty && report.faults.isEmpty
        let warnings = try zip(indices, keys).flatMap { index, key -> [Diagnostic] in
            if isSound, try quiet.content(key) != nil { return [] }
            let found = check.warnings(ofChapters: [index]) + LabelCheck(site: self).warnings(ofChapter: index)
            if isSound, found.isEmpty { quiet.keep(Data(), under: key) }
            return found
        }
        if try quiet.save(), chapters == nil { try quiet.forget(except: Set(keys)) }
        return Faults(warnings).diagnostics
    }

    /// Stores the list of the book's runs, so that the next build need not open the archive.
    func keepIndex() throws { try archive.keepIndex(summaries.values) }

    /// The machine-readable report, which is made again only when book or runs have changed.
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
        // A directive that failed for a reason outside the book may work next time.
        let isWhole = outages.isEmpty && !report.faults.contains { $0.id == "directive.failed" }
        if isWhole {
            try archive.setReport(json)
            try stored.keep(json, of: state)
        }
        return json
    }

    /// Throws `RunsChanged` when the runs differ from those that the pages were drawn from, so that nothing may be
    /// recorded.
    func checkRuns() throws {
        guard plan.scope(stored: try archive.summaries(of: plan.keys)) == scope else { throw RunsChanged() }
    }

    /// Writes the landing page and the shared files, unless their inputs are unchanged.
    private func share(_ writer: inout SiteWriter, _ manifest: inout SiteManifest, _ report: inout SiteReport) throws {
        let fonts = WebFonts()
        let input = try inputs.landing(report.claims, libraries: [katex.version, fonts.version])
        guard !writer.keeps(manifest.landing, madeFrom: input) else { return }
        let landing = LandingPage(site: self, claims: report.claims)
        var files = templates.siteFiles(
            fonts: fonts.rules,
            lightCharts: Palette.book.declarations(for: .light),
            darkCharts: Palette.book.declarations(for: .dark)
        ).mapValues { Data($0.utf8) }.merging(fonts.files) { $1 }
        files[SiteFiles.firstPage] = Data(try landing.html().text.utf8)
        if let claims = plan.book.claimsPage { files[claims] = Data(try landing.claimsHTML().text.utf8) }
        if let page = PageFrame(site: self).wrongAddress() {
            files[SiteFiles.wrongAddress] = Data(try templates.render(page).text.utf8)
        }
        files[SearchIndex.file] = Data(landing.searchIndex.utf8)
        for asset in try katex.assets() { files["katex/" + asset.path] = try Data(contentsOf: asset.source) }
        let digests = try writer.write(files)
        // Numbers of the whole book can be judged only when all pages are there.
        if !report.isPartial { report.faults += landing.faults }
        let isWhole = landing.faults.isEmpty && outages.isEmpty
        manifest.landing = isWhole ? .init(frame: input, files: digests) : nil
    }

    /// Writes the reference page, unless its inputs are unchanged.
    private func writeReference(_ writer: inout SiteWriter, _ manifest: inout SiteManifest) throws {
        let input = inputs.reference
        guard !writer.keeps(manifest.reference, madeFrom: input) else { return }
        let page = Data(try ReferencePage(site: self).html().text.utf8)
        let files = try writer.write([plan.book.referencePage: page])
        manifest.reference = .init(frame: input, files: files)
    }

    /// Writes all tables as one file, unless they are unchanged.
    ///
    /// Every page has a link to it, so there is one after a build of some chapters as well, which leaves a whole one.
    private func writeTables(_ writer: inout SiteWriter, _ manifest: inout SiteManifest, _ report: SiteReport) throws {
        let tables = SiteTables(verdicts: ReportFiles(claims: report.claims).table, paths: report.files)
        let wanted = report.isPartial ? manifest.tables?.frame : nil
        guard !writer.keeps(manifest.tables, madeFrom: wanted ?? tables.input) else { return }
        let files = try writer.write([SiteFiles.tables: try tables.data(in: folderOfSite)])
        manifest.tables = .init(frame: tables.input, files: files)
    }

    /// Why a table, figure, claim or page is out of date or was last made; nil when there is none of that name.
    ///
    /// Throws the archive's errors.
    public func explanation(of id: String) throws -> String? {
        try Causes(site: self).explanation(of: id, ExperimentChanges(from: archive, to: plan))
    }
}
