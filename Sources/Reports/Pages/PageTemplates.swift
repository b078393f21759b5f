internal import Foundation
internal import Mustache

/// The templates and style of the report, read and parsed once.
///
/// ```swift
/// let templates = try PageTemplates()
/// let figure = try templates.render(FigureView(…))
/// let chapter = try templates.render(ChapterView(…, body: figure))
/// let file = try templates.render(PageView(…, main: chapter))
/// ```
struct PageTemplates: Sendable {
    private let library: MustacheLibrary
    private let markdown: MustacheLibrary
    private let style: String
    private let script: String

    /// Reads the templates of a folder with the subfolders `Templates`, `Styles` and `Scripts`.
    ///
    /// - Parameter folder: the folder, by default the one that is bundled with this module.
    /// - Throws: `PageTemplatesError` when a file is missing or a template does not parse.
    init(folder: URL = PageTemplates.bundledFolder) throws {
        library = try Self.library(folder.appending(path: "Templates"))
        markdown = try Self.library(folder.appending(path: "Markdown"))
        style = try Self.joined(folder.appending(path: "Styles"), extension: "css")
        script = try Self.joined(folder.appending(path: "Scripts"), extension: "js")
    }

    /// The templates of a folder.
    ///
    /// They do not escape: the values that they receive are already escaped according to their types.
    private static func library(_ folder: URL) throws -> MustacheLibrary {
        var templates: [String: MustacheTemplate] = [:]
        for file in try files(in: folder, extension: "mustache") {
            do {
                templates[file.name] = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + file.text)
            } catch {
                throw PageTemplatesError.malformed(template: file.name, reason: String(describing: error))
            }
        }
        return MustacheLibrary(templates: templates)
    }

    /// The resource folder of this module.
    static var bundledFolder: URL { Bundle.module.bundleURL.appending(path: "Resources") }

    /// Renders a view with its template.
    ///
    /// - Throws: `PageTemplatesError.missing` when the folder has no template of that name.
    func render<View: RenderedView>(_ view: View, as format: PageFormat = .html) throws -> Markup {
        try text(View.templateName, view.templateContext(in: format), format)
    }

    /// Renders a whole file; the contents are made once for both of their places.
    ///
    /// - Throws: `PageTemplatesError.missing` when the folder lacks a template.
    func render(_ page: PageView) throws -> Markup {
        var context = page.templateContext()
        context["contents"] = try text("contents", context, .html).text
        return try text("page", context, .html)
    }

    /// The names of the files.
    static let (styleFile, scriptFile) = ("style.css", "page.js")

    /// The files in the root of the site, by name: one style sheet and one script.
    ///
    /// - Parameters:
    ///   - fonts: the rules of the fonts that the site carries along.
    ///   - lightCharts: CSS declarations of the charts' colours on a light page.
    ///   - darkCharts: the same on a dark page.
    /// - Returns: the texts of `style.css` and `page.js`.
    func siteFiles(fonts: String = "", lightCharts: String = "", darkCharts: String = "") -> [String: String] {
        let charts = """
            :root { \(lightCharts) }
            @media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { \(darkCharts) } }
            :root[data-theme="dark"] { \(darkCharts) }
            @media print { :root, :root[data-theme], :root:not([data-theme="light"]) { \(lightCharts) } }

            """
        return [Self.styleFile: fonts + (lightCharts.isEmpty ? style : charts + style), Self.scriptFile: script]
    }

    private func text(_ name: String, _ context: [String: Any], _ format: PageFormat) throws -> Markup {
        let (library, folder) = format == .html ? (library, "Templates") : (markdown, "Markdown")
        guard let text = library.render(context, withTemplate: name) else {
            throw PageTemplatesError.missing("\(folder)/\(name).mustache")
        }
        return Markup(written: text)
    }

    /// All files of a folder as one text, in the order of their names, which therefore begin with a number.
    private static func joined(_ folder: URL, extension kind: String) throws -> String {
        try files(in: folder, extension: kind).map(\.text).joined(separator: "\n")
    }

    /// The files of one kind in a folder, sorted by name; throws when there are none.
    private static func files(in folder: URL, extension kind: String) throws -> [(name: String, text: String)] {
        let manager = FileManager.default
        guard let entries = try? manager.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) else {
            throw PageTemplatesError.missing(folder.lastPathComponent)
        }
        let wanted = entries.filter { $0.pathExtension == kind }
        guard !wanted.isEmpty else { throw PageTemplatesError.missing("\(folder.lastPathComponent)/*.\(kind)") }
        return try wanted.sorted { $0.lastPathComponent < $1.lastPathComponent }.map { url in
            guard let text = try? String(contentsOf: url, encoding: .utf8) else {
                throw PageTemplatesError.missing("\(folder.lastPathComponent)/\(url.lastPathComponent)")
            }
            return (url.deletingPathExtension().lastPathComponent, text)
        }
    }
}

/// A fault of the installed resources, not of the book.
enum PageTemplatesError: Error, Equatable, CustomStringConvertible {
    /// A file or folder below the resource folder is missing or cannot be read.
    case missing(String)
    /// A template cannot be parsed by Mustache.
    case malformed(template: String, reason: String)

    var description: String {
        switch self {
        case .missing(let path):
            "the page resources lack \(path): install the program anew, or add the file to Sources/Reports/Resources"
        case .malformed(let template, let reason): "the page template \(template) cannot be parsed: \(reason)"
        }
    }
}
