import Foundation
import Testing
import TestSupport

@testable import Reports

/// Rules for every template.
@Suite struct PageTemplatesRules {
    let templates: PageTemplates
    let rendered: [String: String]

    init() throws {
        templates = try PageTemplates()
        rendered = try SampleViews.rendered(with: templates)
    }

    @Test func rendersEveryViewWithoutLeftOverTags() {
        for (name, html) in rendered {
            #expect(!html.isEmpty, "\(name)")
            #expect(!html.contains("{{") && !html.contains("}}"), "\(name)")
            #expect(!html.contains("Optional(") && !html.contains("Absent"), "\(name)")
        }
    }

    /// A directive has a template for each format.
    ///
    /// The frame of the site's pages exists for HTML only.
    @Test func hasATemplateOfEachFormat() throws {
        func names(_ folder: String) throws -> Set<String> {
            let files = try FileManager.default.contentsOfDirectory(
                at: PageTemplates.bundledFolder.appending(path: folder),
                includingPropertiesForKeys: nil
            )
            return Set(files.map { $0.deletingPathExtension().lastPathComponent })
        }
        let frame: Set = ["appendix", "badge", "contents", "equation", "glyph", "page"]
        #expect(try names("Markdown") == names("Templates").subtracting(frame))
    }

    @Test func knowsEveryPartialThatATemplateNames() throws {
        let folder = PageTemplates.bundledFolder.appending(path: "Templates")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let names = Set(files.map { $0.deletingPathExtension().lastPathComponent })
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for use in text.matches(of: /\{\{>([a-z]+)\}\}/) {
                #expect(names.contains(String(use.1)), "\(file.lastPathComponent) uses \(use.1)")
            }
        }
    }

    @Test func escapesEveryTextThatIsNotMarkup() {
        for (name, html) in rendered {
            #expect(!html.contains("<script>alert"), "\(name)")
            #expect(!html.contains("& \""), "\(name)")
        }
        let escaped = rendered.values.filter { $0.contains("&lt;script&gt;alert") }
        #expect(escaped.count >= 8)
    }

    @Test func namesNoOtherHost() {
        // XML namespaces are names rather than addresses, but the templates need not even those.
        for (name, text) in rendered.merging(templates.siteFiles(), uniquingKeysWith: { html, _ in html }) {
            #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("src=\"//"), "\(name)")
            #expect(!text.contains("@import") && !text.contains("url("), "\(name)")
        }
    }

    @Test func linksRelativeToThePage() throws {
        let page = try templates.render(SampleViews.page(main: .empty, root: "../../")).text
        for (name, html) in rendered.merging(["deep": page], uniquingKeysWith: { html, _ in html }) {
            for link in html.matches(of: /(?:href|src)="([^"]*)"/) {
                #expect(!link.1.hasPrefix("/"), "\(name): \(link.1)")
            }
        }
        for file in ["style.css", "page.js", "katex/katex.min.css", "index.html"] {
            #expect(page.contains("\"../../\(file)\""), "\(file)")
        }
    }

    @Test func closesEveryElementThatItOpens() throws {
        for (name, html) in rendered {
            for element in ["div", "details", "section", "figure", "table", "tr", "td", "th", "p", "span", "a", "li"] {
                let opened = html.ranges(of: try Regex("<\(element)[ >]")).count
                #expect(opened == html.ranges(of: "</\(element)>").count, "\(element) in \(name)")
            }
        }
    }

    @Test func givesTheSameBytesForTheSameViews() throws {
        let again = try SampleViews.rendered(with: PageTemplates())
        #expect(rendered == again)
    }

    @Test func saysWhichResourceIsMissing() throws {
        let folder = TestFolder.new("templates")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: PageTemplatesError.missing("Templates")) { try PageTemplates(folder: folder) }
        let inner = folder.appending(path: "Templates")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        #expect(throws: PageTemplatesError.missing("Templates/*.mustache")) { try PageTemplates(folder: folder) }
        try Data("{{#open}}".utf8).write(to: inner.appending(path: "broken.mustache"))
        #expect(throws: PageTemplatesError.self) { try PageTemplates(folder: folder) }
    }
}
