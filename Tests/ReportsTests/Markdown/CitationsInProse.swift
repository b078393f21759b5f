import Diagnostics
import Testing

@testable import Reports

/// Citations in all of Pandoc's forms, in a book with two works.
@Suite struct CitationsInProse {
    private static let bibliography = Bibliography(
        parsing: """
            @misc{adam15, author = {Kingma, D. P. and Ba, J.}, title = {A}, year = 2015}
            @misc{bai:2025, author = {Bai, Z.}, title = {B}, year = 2025}
            """,
        file: "r.bib"
    )

    private func document(_ source: String) -> Document {
        Document(parsing: source, file: "c.md", citing: Self.bibliography)
    }

    @Test(arguments: [
        ("so [see @adam15, p. 3] it", "so (see Kingma and Ba 2015, p. 3) it"),
        ("[cf. also @adam15 ch. 2; e.g. @bai:2025, §1]", "(cf. also Kingma and Ba 2015, ch. 2; e.g. Bai 2025, §1)"),
        ("Bai [-@bai:2025, p. 3] and [see -@bai:2025]", "Bai (2025, p. 3) and (see 2025)"),
        ("@adam15 say", "Kingma and Ba (2015) say"), ("in @bai:2025 [p. 3].", "in Bai (2025, p. 3)."),
        ("(@adam15), @bai:2025: @bai:2025's", "(Kingma and Ba (2015)), Bai (2025): Bai (2025)'s"),
        ("@adam15 [see](u) and @adam15 [x][^n]\n\n[^n]: y", "Kingma and Ba (2015) see and Kingma and Ba (2015, x)"),
        ("[see\nalso @adam15,\np. 3]", "(see also Kingma and Ba 2015, p. 3)"),
        ("*a [see @adam15]* b", "a (see Kingma and Ba 2015) b"),
        ("me@adam15, @someone, \\@adam15, `@adam15`, a/@adam15", "me@adam15, @someone, @adam15, @adam15, a/@adam15"),
        ("[@adam15's](u) and [see @adam15](u)", "@adam15's and see @adam15"), ("[@what]", "(?what)"),
    ])
    func areSetAsPandocDoes(source: String, expected: String) {
        let document = document(source)
        guard case .paragraph(let inlines) = document.blocks.first?.kind else { return }
        #expect(inlines.plainText == expected)
        #expect(document.faults.isEmpty)
    }

    @Test func haveThePlacesOfTheirKeys() {
        let works = ProseIndex(document("é [see @adam15; -@bai:2025]\n> so @bai:2025 [p. 1]")).citedWorks
        #expect(works.map { "\($0.place.short) \($0.key)" } == ["1:8 adam15", "1:18 bai:2025", "2:6 bai:2025"])
    }

    @Test(arguments: [
        ("[*see* @adam15]", ["1:1 markdown.citation"]), ("[see @adam15; then]", ["1:15 markdown.citation"]),
        ("so @adam51 says", ["1:4 bibliography.unread"]), ("[x [@adam15]](u)", ["1:5 markdown.link-nested"]),
    ])
    func tellWhatTheyCannotBe(source: String, expected: [String]) {
        let found = document(source).faults.sorted()
        #expect(found.map { "\($0.place?.short.split(separator: "+")[0] ?? "") \($0.id)" } == expected)
    }

    @Test func nameTheNearestKeyOfAnUnknownOne() throws {
        let warning = try #require(document("so @adam51 says").faults.first)
        #expect(warning.severity == .warning)
        #expect(warning.help == "did you mean '@adam15'? An at sign that cites nothing is written \\@")
        let work = try #require(ProseIndex(document("[ask @bob]")).citedWorks.first)
        let fault = try #require(Self.bibliography.fault(citing: work))
        #expect(fault.help?.hasSuffix("an at sign that cites nothing is written \\@") == true)
    }

    @Test func changeNoAddressOfAHeading() {
        #expect(document("## As [see @adam15] says").outline.map(\.id) == ["as-says"])
    }
}
