import Foundation
import Storage

/// Writes the report as Markdown files, for readers of a repository.
struct MarkdownReport {
    private let site: Site
    private let folder: URL

    /// The name of the first page, which avoids the name of a chapter.
    private static func firstFile(of book: Book) -> String {
        var name = "README.md"
        // Some file systems ignore case.
        while book.chapters.contains(where: { file(of: $0).lowercased() == name.lowercased() }) {
            name = "book-" + name
        }
        return name
    }

    /// The paths of its pages.
    static func paths(of book: Book) -> [String] { [firstFile(of: book)] + book.chapters.map(file) }

    init(site: Site, output: URL) {
        self.site = site
        folder = output.appending(path: Build.Format.markdown.folder)
    }

    private var book: Book { site.plan.book }

    private var renderer: MarkdownRenderer { MarkdownRenderer(templates: site.templates, macros: book.macros) }

    /// Writes the pages of some chapters, or of all and the first page; removes files that no page uses any more.
    func write(only chapters: Set<Int>?) throws -> SiteReport {
        try site.archive.locking(folder) {
            var writer = try SiteWriter(folder: folder, archive: site.archive)
            var (report, manifest) = (SiteReport(), SiteManifest())
            let wanted = book.chapters.indices.filter { chapters?.contains($0) ?? true }
            report.isPartial = wanted.count < book.chapters.count
            for index in wanted {
                guard !site.archive.isCancelled else { throw ArchiveError.cancelled(path: site.archive.path) }
                let (page, name) = (try page(ofChapter: index), Self.file(of: book.chapters[index]))
                report.files.merge(try writer.write(page.files.filter { Self.isOfUse($0.key) })) { first, _ in first }
                report.claims += page.claims
                report.faults += page.faults
                manifest.pages[name] = .init(frame: "", files: report.files)
            }
            if !report.isPartial {
                try writeFirstPage(&writer, &report)
                try writer.removeStale()
            }
            try writer.finish(manifest)
            (report.written, report.kept) = (writer.written, writer.kept)
            let first = Self.firstFile(of: book)
            report.firstPage = report.isPartial ? wanted.first.map { Self.file(of: book.chapters[$0]) } ?? first : first
            report.surprises = book.surprises(among: report.claims)
            return report
        }
    }

    private func page(ofChapter index: Int) throws -> ChapterPage.Rendered {
        let renderer = renderer
        let page = ChapterPage(site: site, chapter: index, renderer: renderer)
        return try page.rendered(as: Self.file(of: book.chapters[index])) { renderer.notes.all }
    }

    private func writeFirstPage(_ writer: inout SiteWriter, _ report: inout SiteReport) throws {
        let renderer = renderer
        let landing = LandingPage(site: site, claims: report.claims, renderer: renderer)
        let text = try renderer.render(landing.view).text
        report.files.merge(try writer.write([Self.firstFile(of: book): Data((text + "\n").utf8)])) { first, _ in first }
        report.faults += landing.faults
    }

    private static func file(of chapter: Chapter) -> String { chapter.name + ".md" }

    /// Whether a Markdown page uses a file; it cannot show SVG drawings, which change with the page's style.
    private static func isOfUse(_ path: String) -> Bool { !path.hasSuffix(".svg") || !path.hasPrefix("figures/") }
}

extension Site {
    /// Builds the report in Markdown, beside the site's folder.
    public func buildMarkdown(only chapters: Set<Int>? = nil) throws -> SiteReport {
        try stopIfLacking(chapters)
        let report = try MarkdownReport(site: self, output: output).write(only: chapters)
        // Answers computed while runs were being removed must not be cached.
        try checkRuns()
        try saveResults()
        return report
    }
}
