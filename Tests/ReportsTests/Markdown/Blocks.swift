import Diagnostics
import Testing

@testable import Reports

@Suite struct Blocks {
    @Test func cutsDirectivesAtTopLevel() throws {
        let source = "# A\n\n```{figure}\nid: fig-a\n  from: b\n```\ntext\n"
        let index = ProseIndex(of: source)
        let fence = try #require(index.directives.first)
        #expect(fence.item.name == "figure")
        #expect(fence.item.body.text == "id: fig-a\n  from: b\n")
        #expect(fence.place.short == "3:1")
        #expect(fence.item.body.place.short == "4:1")
        #expect(fence.item.body.place(line: 2, column: 3).short == "5:3")
        #expect(faults(source).isEmpty)
    }

    @Test(arguments: [
        ("- x\n\n  ```{figure}\n  id: a\n  ```", ["3:6 markdown.directive-nested"]),
        ("> ```{figure}\n> id: a\n> ```", ["1:6 markdown.directive-nested"]),
        ("```{figure} wide\nid: a\n```", ["1:4 markdown.directive-word"]),
        ("```{figure\nid: a\n```", ["1:4 markdown.directive-word"]),
        ("text\n\n~~~~{figure}\nid: a\n~~~\nmore", ["3:1 markdown.fence-unclosed"]),
    ])
    func refusesOtherDirectives(source: String, expected: [String]) {
        #expect(faults(source) == expected)
    }

    @Test func keepsCodeAsCode() {
        let blocks = parsed("```swift title\nlet x = 1 < 2\n```\n\n    plain\n").blocks
        #expect(
            blocks.map(\.kind) == [
                .code(language: "swift", text: "let x = 1 < 2\n"), .code(language: nil, text: "plain\n"),
            ]
        )
    }

    @Test func makesIdentifiersOfHeadings() {
        let source = "# The $v_t$ *term*, again\n## Same\n## Same\n## Set {#same-3}\n## Same\n## Über Öl\n## !\n"
        #expect(
            parsed(source).outline.map(\.id)
                == ["the-v-t-term-again", "same", "same-2", "same-3", "same-4", "über-öl", "section"]
        )
        #expect(parsed(source).outline.map(\.level) == [1, 2, 2, 2, 2, 2, 2])
        #expect(parsed(source).outline[3].text == "Set")
        #expect(faults(source).isEmpty)
    }

    @Test(arguments: [
        ("# A {#x}\n\n## B {#x}\n", ["3:1 markdown.duplicate-id"]),
        ("# A {#eq-x}\n\n$$ a $$ {#eq-x}\n", ["3:1 markdown.duplicate-id"]),
        ("# A {#1 x}\n", ["1:1 markdown.identifier"]),
    ])
    func refusesBadIdentifiers(source: String, expected: [String]) {
        #expect(faults(source) == expected)
    }

    @Test func leavesTheIdentifiersOfThePageAlone() {
        let source = "# References\n\n## B {#main}\n"
        let document = Document(parsing: source, file: "c.md", reserving: ["references", "main"])
        #expect(document.outline.map(\.id) == ["references-2", "main"])
        #expect(document.faults.map(\.help) == ["every page uses it for a part of its own"])
    }

    @Test func tellsWhereATakenIdentifierStands() {
        let fault = parsed("# A {#x}\n\n## B {#x}\n").faults.first
        #expect(fault?.message == "the identifier 'x' of this heading is taken")
        #expect(fault?.help == "it was given in line 1 already")
    }

    @Test func readsCallouts() throws {
        let document = parsed(
            "> [!NOTE]\n> text\n\n> [!tip] A *title*\n> text\n\n> [!WARNING] Only\n\n> [!CAUTION]\n>\n> - a\n"
        )
        let callouts = document.blocks.compactMap { block -> Block.Callout? in
            guard case .callout(let callout) = block.kind else { return nil }
            return callout
        }
        #expect(callouts.map(\.kind) == [.note, .tip, .warning, .caution])
        #expect(callouts.map(\.title.plainText) == ["", "A title", "Only", ""])
        #expect(callouts.map(\.blocks.plainText) == ["text", "text", "", "a"])
        #expect(callouts[1].title.first?.place.short == "4:10")
        #expect(document.faults.isEmpty)
    }

    @Test func refusesUnknownCallouts() {
        let document = parsed("text\n\n> [!NOTES] x\n> y\n")
        #expect(document.faults.map(\.id) == ["markdown.callout"])
        #expect(document.faults.first?.place?.short == "3:3+8")
        #expect(document.faults.first?.help == "did you mean 'NOTE'?")
        #expect(faults("> \\[!NOPE]\n").isEmpty)
    }

    @Test func readsListsAndTasks() {
        guard case .list(let list) = parsed("3. a\n4. b\n").blocks.first?.kind,
            case .list(let tasks) = parsed("- [x] a\n\n- [ ] b\n- c\n").blocks.first?.kind
        else {
            Issue.record("no list")
            return
        }
        #expect(list.start == 3)
        #expect(list.isTight)
        #expect(!tasks.isTight)
        #expect(tasks.items.map(\.isChecked) == [true, false, nil])
        #expect(tasks.items.map(\.place.line) == [1, 3, 4])
    }

    @Test func readsTables() {
        guard case .table(let table) = parsed("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 |\n").blocks.first?.kind else {
            Issue.record("no table")
            return
        }
        #expect(table.alignments == [.left, .centre, .right])
        #expect(table.rows.first?.map(\.plainText) == ["1", "2", ""])
    }

    @Test(arguments: [
        ("| a | b |\n|---|---|\n| `x | y` | é |", ["3:13"]), ("> a | b\n> -|-\n> 1 | 2 | 3 | 4", ["3:11"]),
        ("- | a |\n  |---|\n  | 1 | 2 |", ["3:9"]), ("a | b\n-|-\n1 | 2 | 3", ["3:9"]),
    ])
    func tellsOfCellsBeyondTheLastColumn(source: String, expected: [String]) {
        #expect(faults(source) == expected.map { $0 + " markdown.table-surplus" })
    }

    @Test(arguments: [
        "| a | b |\n|---|---|\n| 1 | 2 | |", "| a |\n|---|\n| `x \\| y` |", "> | a | b |\n> |---|---|\n> | 1 |",
        "a | b\n-|-\n1 | 2 |  ", "| a |\n|---|\n| \\\\| b |", "1. x\n\n   a | b\n   -|-\n   1 | 2",
    ])
    func losesNothingOfRowsThatFit(source: String) {
        #expect(faults(source).isEmpty)
    }

    @Test func collectsFootnotesInTheOrderOfUse() {
        let document = parsed("a[^b] c[^a] d[^b]\n\n[^a]: first *x*\n[^b]: second\n\n    more\n")
        #expect(document.footnotes.map(\.label) == ["b", "a"])
        #expect(document.footnotes.map(\.blocks.plainText) == ["second\nmore", "first x"])
        #expect(document.footnotes.map(\.place.short) == ["4:1", "3:1"])
        #expect(document.blocks.count == 1)
        #expect(document.faults.isEmpty)
    }

    @Test func hearsDefinitionsThatBeginWithAFence() {
        let document = parsed("a[^x] b[^y]\n\n[^x]: ```\n    c\n    ```\n[^y]: # d\n")
        #expect(document.footnotes.map(\.label) == ["x", "y"])
        #expect(document.faults.isEmpty)
    }

    @Test(arguments: [
        ("a[^x] \\[^y] `[^z]`\n", ["1:2 markdown.footnote-undefined"]),
        ("> a\n> é *b[^x]*\n", ["2:7 markdown.footnote-undefined"]),
        ("a[^A] [b](c)\n\n[^a]: x\n\n[^b]: - y\n", ["5:1 markdown.footnote-unused"]),
        ("a[^a]\n\n[^a]: x\n[^a]: y\n", ["4:1 markdown.footnote-repeated"]),
        ("![](x.png)\n", ["1:1 markdown.image-alt"]),
        ("a [x](javascript:y) b\n", ["1:3 markdown.link-scheme"]),
        ("a [*1*](value:k)\n", ["1:3 markdown.value"]),
        ("[a [@k]](u)\n", ["1:5 markdown.link-nested"]),
        ("see [@a; b]\n", ["1:10 markdown.citation"]),
        ("---\ntitle: x\n", ["1:1 markdown.front-matter"]),
        ("a <b>c</b>\n", ["1:3 markdown.html", "1:7 markdown.html"]),
        ("<div>\n\nx\n\n</div>\n", ["1:1 markdown.html", "5:1 markdown.html"]),
        ("a <kbd>x\n", ["1:3 markdown.html"]),
        ("a </sub>x\n", ["1:3 markdown.html"]),
        ("<details>\n\nx\n", ["1:1 markdown.html"]),
        ("<details>\n<summary>x</summary>\ntext\n</details>\n", ["2:21 markdown.html"]),
        ("<kbd onclick=\"x\">a</kbd>\n", ["1:1 markdown.html", "1:19 markdown.html"]),
    ])
    func reportsFaultsWithTheirPlaces(source: String, expected: [String]) {
        #expect(faults(source) == expected)
    }

    @Test func takesCitationsApart() {
        let works = ProseIndex(of: "As [@bai2025, §4.3; @ma:x, p. 2] say, \\[@no], x@y.z, @plain `[@code]` [@l](u).")
            .citedWorks
        #expect(works.map(\.key) == ["bai2025", "ma:x"])
        #expect(works.map(\.locator) == ["§4.3", "p. 2"])
        #expect(inlines("a [@k] b").plainText == "a (?k) b")
    }

    @Test func givesTheStretchOfAValue() throws {
        let value = try #require(ProseIndex(of: "é | [−0.5](value:a.b \"rel 1e-3\")").values.first)
        #expect(value.key == "a.b")
        #expect(value.title == "rel 1e-3")
        #expect(value.textPlace.short == "1:6+4")
    }

    @Test func listsWhatTheBookMustAnswer() {
        let index = ProseIndex(
            of: "# H $h$\n\n[](#a) [b](c.md) ![d](e.png)[^f]\n\n$$ g $$ {#eq-g}\n\n[^f]: [x](#i) [@j]\n"
        )
        #expect(index.formulas.map(\.tex.text) == ["h", "g"])
        #expect(index.crossReferences.map(\.item) == ["a", "i"])
        #expect(index.links.map(\.item.destination) == ["c.md"])
        #expect(index.images.map(\.item.source) == ["e.png"])
        #expect(index.citedWorks.map(\.key) == ["j"])
        #expect(index.identifiers.map(\.item) == ["h-h", "eq-g"])
    }

    @Test func givesPlainText() {
        let source =
            "# A *b*\n\nc `d`\n$e$ [f](#g)\n\n```{figure}\nid: x\n```\n\n> [!NOTE] h\n> i\n\n| j | k |\n|---|---|\n| l | m |\n"
        #expect(parsed(source).blocks.plainText == "A b\nc d e f\nh\ni\nj k\nl m")
    }

    @Test func doesNotCountAByteOrderMark() {
        let document = parsed("\u{feff}---\ntitle: x\n---\n*a*")
        #expect(document.frontMatter?.text == "title: x")
        #expect(parsed("\u{feff}a [@]").faults.first?.place?.short == "1:4")
    }

    @Test func readsNothing() {
        #expect(parsed("").blocks.isEmpty)
        #expect(parsed("---\n---").frontMatter?.text == "")
        #expect(parsed("---\n---\n").faults.isEmpty)
        #expect(parsed("\n\n").blocks.isEmpty)
    }

    @Test(arguments: [">", "- ", "*a _b ", "[x", "![", "<kbd>", "~~a *b "])
    func refusesToNestWithoutEnd(piece: String) {
        let closing = piece == "*a _b " ? " c_ d*" : piece == "~~a *b " ? " c* d~~" : ""
        let source = String(repeating: piece, count: 1000) + "x" + String(repeating: closing, count: 1000)
        let document = parsed(source)
        var writer = ProseWriter(document, resolver: EchoResolver(), identifiers: PageIdentifiers())
        _ = writer.html(document.blocks)
        if [">", "- "].contains(piece) { #expect(document.faults.contains { $0.id == "markdown.nesting" }) }
    }

    @Test func survivesWhateverIsWritten() {
        let pieces = [
            "$", "$$", "[@", "]", "[^a]", "\n", "\n\n", "> ", "- ", "`", "```", "|", "|-|\n", "{#x}", "\\", "é",
            "<kbd>", "*", "[x](", "~~", "![", "(value:", "\t", "[^a]: ", "# ",
        ]
        var state: UInt64 = 7
        for _ in 0..<2000 {
            var source = ""
            for _ in 0..<14 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                source += pieces[Int(state >> 33) % pieces.count]
            }
            let document = parsed(source)
            var writer = ProseWriter(document, resolver: EchoResolver(), identifiers: PageIdentifiers())
            _ = writer.html(document.blocks)
            let isPlaced = document.faults.allSatisfy { ($0.place?.line ?? 0) >= 1 && ($0.place?.column ?? 0) >= 1 }
            #expect(isPlaced, "\(source.debugDescription) \(document.faults)")
        }
    }
}
