import Testing

@testable import Reports

@Suite struct InlinePlaces {
    /// `line:column kind` of the inlines of the first paragraph, including nested ones.
    private func places(_ inlines: [Inline]) -> [String] {
        inlines.flatMap { inline -> [String] in
            let place = inline.place.short
            switch inline.kind {
            case .text(let text): return ["\(place) \(text)"]
            case .code(let text): return ["\(place) `\(text)"]
            case .formula(let formula): return ["\(place) $\(formula.tex.text)"]
            case .emphasis(let content): return ["\(place) *"] + places(content)
            case .strong(let content): return ["\(place) **"] + places(content)
            case .strikethrough(let content): return ["\(place) ~"] + places(content)
            case .element(let name, let content): return ["\(place) <\(name)>"] + places(content)
            case .link(let link): return ["\(place) (\(link.destination))"] + places(link.content)
            case .crossReference(let target, let content): return ["\(place) #\(target)"] + places(content)
            case .value(let value): return ["\(place) \(value.key)=\(value.text)@\(value.textPlace.short)"]
            case .citation(let works): return works.map { "\($0.place.short) @\($0.key)|\($0.locator ?? "")" }
            case .image(let image): return ["\(place) !\(image.source)"]
            case .footnote(let number): return ["\(place) ^\(number)"]
            case .softBreak: return []
            case .lineBreak: return ["\(place) br"]
            }
        }
    }

    @Test(arguments: [
        (
            "a *b* **c `d` e** ~~f~~ g",
            [
                "1:1 a ", "1:3 *", "1:4 b", "1:6  ", "1:7 **", "1:9 c ", "1:11 `d", "1:14  e", "1:18  ", "1:19 ~",
                "1:21 f", "1:24  g",
            ]
        ),
        ("é😀 *x*", ["1:1 é😀 ", "1:4 *", "1:5 x"]),
        ("see [@a, §4.3; @b] *x*", ["1:1 see ", "1:6 @a|§4.3", "1:16 @b|", "1:19  ", "1:20 *", "1:21 x"]),
        ("é [184](value:onset.lead) *x*", ["1:1 é ", "1:3 onset.lead=184@1:4+3", "1:26  ", "1:27 *", "1:28 x"]),
        (
            "[](#fig-a) then [b *c*](#d) e",
            ["1:1 #fig-a", "1:11  then ", "1:17 #d", "1:18 b ", "1:20 *", "1:21 c", "1:28  e"]
        ),
        ("![alt](x.png) <kbd>K</kbd> e", ["1:1 !x.png", "1:14  ", "1:15 <kbd>", "1:20 K", "1:27  e"]),
        ("`a\nb` c *d*  \ne `f`", ["1:1 `a b", "2:3  c ", "2:6 *", "2:7 d", "2:11 br", "3:1 e ", "3:3 `f"]),
        (
            "[a\nb](u) *c* [d](v)",
            ["1:1 (u)", "1:2 a", "2:1 b", "2:6  ", "2:7 *", "2:8 c", "2:10  ", "2:11 (v)", "2:12 d"]
        ),
        ("[a](u\n\"t\") *b*\nc *d*", ["1:1 (u)", "1:2 a", "2:5  ", "2:6 *", "2:7 b", "3:1 c ", "3:3 *", "3:4 d"]),
        (
            "go to https://a.b/c or <https://d.e> *x*",
            [
                "1:1 go to ", "1:7 (https://a.b/c)", "1:7 https://a.b/c", "1:20  or ", "1:24 (https://d.e)",
                "1:25 https://d.e", "1:37  ", "1:38 *", "1:39 x",
            ]
        ),
        (
            "a [1](value:a.b)\\\n[2](value:a.c) *b*\\\nc `d`\ne *f*",
            [
                "1:1 a ", "1:3 a.b=1@1:4", "1:17 br", "2:1 a.c=2@2:2", "2:15  ", "2:16 *", "2:17 b", "2:19 br",
                "3:1 c ",
                "3:3 `d", "4:1 e ", "4:3 *", "4:4 f",
            ]
        ),
        (
            "``[1](value:a.b)`{source} *b* ``` [2](value:c.d)",
            [
                "1:1 ``", "1:3 a.b=1@1:4", "1:17 `{source} ", "1:27 *", "1:28 b", "1:30  ``` ", "1:35 c.d=2@1:36",
            ]
        ),
        ("x\\*y &amp; z *b*", ["1:1 x*y & z ", "1:14 *", "1:15 b"]),
    ])
    func areExact(source: String, expected: [String]) {
        #expect(places(inlines(source)) == expected)
    }

    @Test func areExactInContinuedAndNestedLines() {
        let source = "[r]: http://r\ntext\n   *b*\n   c *d* $x\n   y$ *e*\n"
        #expect(
            places(inlines(source))
                == [
                    "2:1 text", "3:4 *", "3:5 b", "4:4 c ", "4:6 *", "4:7 d", "4:9  ", "4:10 $x\ny", "5:6  ", "5:7 *",
                    "5:8 e",
                ]
        )
        let quoted = parsed("> - a *b*\n>   c *d*\nlazy *e*\n")
        guard case .quote(let blocks) = quoted.blocks.first?.kind, case .list(let list) = blocks.first?.kind,
            case .paragraph(let content) = list.items.first?.blocks.first?.kind
        else {
            Issue.record("no quoted list")
            return
        }
        #expect(
            places(content)
                == ["1:5 a ", "1:7 *", "1:8 b", "2:5 c ", "2:7 *", "2:8 d", "3:1 lazy ", "3:6 *", "3:7 e"]
        )
    }

    @Test func areExactInTableCells() {
        let source = "intro *i*\n| é | b |\n|---|---|\n|  q *r* | `a\\|b` c \\| *d* [1](value:k) $x$ |\n"
        guard case .table(let table) = parsed(source).blocks.last?.kind else {
            Issue.record("no table")
            return
        }
        #expect(parsed(source).blocks.first?.place.short == "1:1")
        #expect(places(inlines(source)) == ["1:1 intro ", "1:7 *", "1:8 i"])
        #expect(places(table.header[0]) == ["2:3 é"])
        #expect(places(table.header[1]) == ["2:7 b"])
        #expect(places(table.rows[0][0]) == ["4:4 q ", "4:6 *", "4:7 r"])
        #expect(
            places(table.rows[0][1])
                == ["4:12 `a|b", "4:18  c | ", "4:24 *", "4:25 d", "4:27  ", "4:28 k=1@4:29", "4:40  ", "4:41 $x"]
        )
    }

    @Test func areExactInHeadings() {
        #expect(places(inlines("  ##  A *b* $c$ ##")) == ["1:7 A ", "1:9 *", "1:10 b", "1:12  ", "1:13 $c"])
        #expect(places(inlines("A\nb *c*\n===")) == ["1:1 A", "2:1 b ", "2:3 *", "2:4 c"])
    }

    @Test func surviveFrontMatterAndCarriageReturns() throws {
        let document = parsed("---\r\ntitle: x\r\nid: y\r\n---\r\na *b*\r\nc *d*\r\n")
        #expect(document.frontMatter?.text == "title: x\nid: y")
        #expect(document.frontMatter?.place(line: 2, column: 5).short == "3:5")
        guard case .paragraph(let content) = document.blocks.first?.kind else {
            Issue.record("no paragraph")
            return
        }
        #expect(places(content) == ["5:1 a ", "5:3 *", "5:4 b", "6:1 c ", "6:3 *", "6:4 d"])
    }

    @Test func countFromTheGivenLine() {
        let document = Document(parsing: "a *b*", file: "c.md", firstLine: 12)
        #expect(document.blocks.first?.place.short == "12:1")
    }

    @Test func standForEveryBlock() {
        let source = "# A\n\ntext\n\n> q\n\n- i\n\n```swift\nx\n```\n\n---\n\n| a |\n|---|\n"
        #expect(parsed(source).blocks.map(\.place.short) == ["1:1", "3:1", "5:1", "7:1", "9:1", "13:1", "15:1"])
    }
}
