import Testing

@testable import Reports

/// Guarantees of single page fragments.
@Suite struct Fragments {
    let templates: PageTemplates

    init() throws { templates = try PageTemplates() }

    @Test func tellsAFigureInWordsToo() throws {
        let html = try templates.render(SampleViews.figure).text
        #expect(html.contains("role=\"img\" aria-label=\"A line that rises. &lt;script&gt;"))
        #expect(html.contains("<p class=\"caption\" id=\"fig-one-caption\">"))
    }

    @Test func drawsOneLayoutWhenThereIsNoNarrowOne() throws {
        var figure = SampleViews.figure
        figure.narrowSVG = .empty
        figure.data = nil
        figure.downloads = []
        let html = try templates.render(figure).text
        #expect(!html.contains("has-narrow") && !html.contains("art-narrow") && !html.contains("figure-tools"))
    }

    @Test(arguments: VerdictView.allCases)
    func showsAVerdictAsGlyphAndWord(verdict: VerdictView) throws {
        var claim = SampleViews.claim
        claim.verdict = verdict
        let html = try templates.render(claim).text
        #expect(html.contains("class=\"glyph\"") && html.contains("</svg> \(verdict.word)</span>"))
        #expect(html.contains("aria-label=\"Claim M4, \(verdict.word)\""))
    }

    @Test func mentionsTheExpectedVerdictOnlyWhenItIsAnother() throws {
        var claim = SampleViews.claim
        #expect(try templates.render(claim).text.contains("expected <em>reproduced</em>"))
        claim.expected = nil
        #expect(try !templates.render(claim).text.contains("expected"))
    }

    @Test func marksNumbersAndRowHeadingsOfATable() throws {
        let html = try templates.render(SampleViews.table).text
        #expect(html.contains("<th scope=\"row\" class=\"number\">1</th>"))
        #expect(html.contains("<th scope=\"col\">Outcome</th>"))
        #expect(html.contains("<span class=\"missing\">–</span>"))
    }

    @Test func setsDecimalPointsBelowEachOther() throws {
        let rows = [["0.25"], ["−3"], ["12.5"], ["never"], [""]]
        let table = TableView(label: "t", columns: [.init(heading: .html("n"), isNumeric: true)], rows: rows)
        let html = try templates.render(table).text
        for cell in ["0.25", "−3\u{2008}\u{2007}\u{2007}", "12.5\u{2007}", "never"] {
            #expect(html.contains("<td class=\"number\">\(cell)</td>"), "\(cell)")
        }
    }

    @Test func givesTheMarginToWideTablesOnly() throws {
        func html(_ count: Int) throws -> String {
            let columns = Array(repeating: TableView.Column(heading: .html("a"), name: "a heading"), count: count)
            let rows = [Array(repeating: "some words", count: count)]
            return try templates.render(TableView(label: "t", columns: columns, rows: rows)).text
        }
        #expect(try !html(3).contains("broad") && html(8).contains("table-scroll broad"))
    }

    @Test func foldsLongListingsOnly() throws {
        var listing = SampleViews.listing
        #expect(try templates.render(listing).text.contains("<summary>Show 40 lines</summary>"))
        listing.lineCount = 12
        #expect(try !templates.render(listing).text.contains("<details"))
    }

    @Test func tellsHeldFailedAndOpenTrialsApartByShape() {
        let dots = TrialDots(SampleViews.trials).svg.text
        #expect(dots.contains("class=\"held\"") && dots.contains("class=\"failed\"") && dots.contains("class=\"open\""))
        #expect(dots.contains("viewBox=\"0 0 25.6 6.4\""))
        #expect(TrialDots([]).svg.isEmpty)
    }

    @Test func keepsTwoHundredTrialsInASmallBox() {
        let dots = TrialDots(Array(repeating: TrialView(held: true), count: 200)).svg.text
        #expect(dots.contains("width=\"115\" height=\"36.8\""))
        #expect(dots.ranges(of: "M").count == 200)
    }

    @Test func countsTheVerdictsOfTheDashboard() throws {
        let html = try templates.render(SampleViews.dashboard).text
        #expect(html.contains("4 claims") && html.contains("3 verdicts are not the ones their author"))
        #expect(html.ranges(of: "<span class=\"count\">1</span>").count == 4)
        #expect(html.contains("<option value=\"not-reproduced\">not reproduced</option>"))
    }

    @Test func leavesOutWhatABookDoesNotHave() throws {
        let view = LandingView(
            title: .html("Empty"),
            sentence: .empty,
            findings: [],
            dashboard: DashboardView(groups: []),
            claimsPage: "claims.html",
            chapters: []
        )
        let html = try templates.render(view).text
        #expect(!html.contains("<section") && !html.contains("<table"))
    }

    @Test func opensOnlyTheChapterThatIsRead() throws {
        let html = try templates.render(SampleViews.page(main: .empty)).text
        #expect(html.contains("<a href=\"one.html\" aria-current=\"page\">"))
        #expect(!html.contains("index.html\" aria-current"))
        #expect(html.contains("<title>One · Spikes &lt;script&gt;"))
    }

    @Test func quotesTheSearchIndexForAScript() {
        let entry = SearchIndex.Entry(href: "a.html", title: "</script>\"\\", context: "1", text: "two\nlines")
        let script = SearchIndex(entries: [entry]).script
        #expect(script.contains(#"["a.html","\u003c/script>\"\\","1","two lines"]"#))
    }
}
