import Foundation
import Testing

/// What a reader sees of the pages, at three widths, in both themes, in other faces, with everything unfolded: nothing is
/// cut off in silence, nothing lies over anything else, no page scrolls sideways, no TeX is to be seen, and all can be
/// reached and is named.
///
/// `SPIKEBOOK_SITE=Output/site swift test --filter GeometryEndToEnd` looks at the pages of a site that has been built.
@Suite(.enabled(if: Browser.program != nil, Browser.lack)) struct GeometryEndToEnd {
    private static let site = ProcessInfo.processInfo.environment["SPIKEBOOK_SITE"]

    private func pages(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }.sorted()
            .map { folder.appending(path: $0) }
    }

    @Test func findsNothingInABookThatIsHardToSet() throws {
        let desk = try Desk(built: "Hard")
        let pages = try pages(in: desk.folder.appending(path: "Output/site"))
        #expect(pages.count >= 4)
        #expect(try desk.text("Output/site/01-hard.html").contains("<td>unbreakable_identifier_of_a_thing</td>"))
        let faults = try Browser.faults(of: pages)
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test(.enabled(if: site != nil)) func findsNothingInTheSiteThatIsNamed() throws {
        let faults = try Browser.faults(of: pages(in: URL(filePath: #require(Self.site))))
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test func searchesFiltersAndExplainsWithKeysAlone() throws {
        let desk = try Desk(built: "Hard")
        let faults = try Browser.misbehaviour(of: desk.folder.appending(path: "Output/site"))
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test func putsStripsOfOneGroupIntoOne() throws {
        let page = try Desk(built: "Hard").text("Output/site/01-hard.html")
        #expect(page.contains("<summary>How 3 experiments were run</summary>"))
        #expect(page.ranges(of: "class=\"fold experiments\"").count == 1)
    }

    /// A fault that is put into a sound page.
    struct Fault: Sendable, CustomStringConvertible {
        let markup: String
        /// What must be told of it.
        let told: String
        var description: String { told }
    }

    private static let wide = "<tr>" + String(repeating: "<td>something_that_does_not_break</td>", count: 12) + "</tr>"

    private static let frame = "class=\"table-scroll\" tabindex=\"0\""
    private static let drawing = """
        <div class="art"><svg viewBox="0 0 90 90" width="90"><defs><path id="x" d="M0 0h30v10h-30z"/></defs>
        <g><use href="#x" x="5" y="5"/></g><g><use href="#x" x="15" y="8"/></g></svg></div>
        """

    private static let faults = [
        ("<div style=\"width: 1500px\">wide</div>", "the page scrolls sideways"),
        ("<div \(frame) style=\"background: none\"><table>\(wide)</table></div>", "without a sign"),
        ("<p style=\"overflow: hidden; white-space: nowrap; width: 90px\">A line that goes on.</p>", "without a sign"),
        ("<div \(frame) style=\"margin: 0; max-width: 300px\"><table>\(wide)</table></div>", "px that are empty"),
        ("<p>First</p><p style=\"margin-top: -50px\">Second</p>", "“First” and “Second” lie over each other"),
        (drawing, "two labels lie over each other"),
        ("<p style=\"width: 1px; overflow-wrap: anywhere\">tower</p>", "“tower” takes 5 lines"),
        ("<p>It is \\frac{1}{2} or so.</p>", "p shows TeX"),
        ("<p>It is $\\beta_1$ or so.</p>", "p shows TeX"),
        ("<p>It is $x^2$ or so.</p>", "p shows TeX"),
        ("<p aria-label=\"$\\mathrm{x}$\">It.</p>", "aria-label of p shows TeX"),
        ("<table><tr><th scope=\"col\">n</th></tr><tr><td>-1</td></tr></table>", "a hyphen for a minus"),
        ("<p id=\"a\">One</p><p id=\"a\">Two</p>", "a is the identifier of two"),
        ("<p aria-labelledby=\"nothing\">One</p>", "nothing is called nothing"),
        ("<a href=\"#main\"><span aria-hidden=\"true\">x</span></a>", "has no name"),
        ("<img src=\"data:,\">", "has no alt text"),
        ("<h4>Deep</h4>", "h4 “Deep” follows h1"),
        ("<table><tr><td>1</td></tr></table>", "has no heads"),
        ("<pre style=\"width: 90px\">a line that is longer than its frame</pre>", "not by the keyboard"),
        ("<p style=\"color: #999\">pale</p>", "“pale”: 2.85 to 1"),
    ].map { Fault(markup: $0, told: $1) }

    /// All pages in one browser, since most of the time is its start.
    @Test func findsEachFaultThatIsPutIntoAPage() throws {
        let desk = try Desk(built: "Hard")
        let site = desk.folder.appending(path: "Output/site")
        var pages: [URL] = []
        for (index, fault) in ([Fault(markup: "", told: "")] + Self.faults).enumerated() {
            let page = site.appending(path: "fault-\(index).html")
            try Data(Self.page(fault.markup).utf8).write(to: page)
            pages.append(page)
        }
        let found = try Browser.faults(of: pages, atOnce: true)
        #expect(!found.contains { $0.hasPrefix("fault-0.html") }, "\(found)")
        for (index, fault) in Self.faults.enumerated() {
            let lines = found.filter { $0.hasPrefix("fault-\(index + 1).html") }
            #expect(lines.contains { $0.contains(fault.told) }, "\(fault): \(lines)")
        }
    }

    private static func page(_ markup: String) -> String {
        """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="stylesheet" href="style.css">
        </head><body><div class="frame"><div></div><main><article class="chapter"><h1>A page</h1><p>Text.</p>\(markup)
        </article></main></div></body></html>
        """
    }
}
