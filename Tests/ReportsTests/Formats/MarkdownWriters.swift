import Diagnostics
import Testing

@testable import Reports

/// Prose written as Markdown keeps its meaning when it is read again.
@Suite struct MarkdownWriters {
    /// A resolver for an empty book.
    private struct Nobody: ProseResolver {
        var terms: [GlossaryTerm] { [] }

        let renderer: MarkdownRenderer

        func reference(to target: String, at place: Place) -> ProseReference? {
            target == "known" ? ProseReference(address: "02-b.md#known", text: "Figure 2.1") : nil
        }
        func citation(of works: [Inline.CitedWork], at place: Place) -> Markup { .markdown("(cited)") }
        func value(_ value: Inline.Value, at place: Place) -> Markup { .markdown("\(value.text)") }
        func formula(_ formula: Formula) -> Markup { renderer.formula(formula, number: "1.1") }
        func isStrip(at place: Place) -> Bool? { false }
        func directive(_ fence: Block.Fence, at place: Place) -> Markup { .empty }
        func imageAddress(_ image: Inline.Image, at place: Place) -> String { image.source }
        func linkAddress(_ link: Inline.Link, at place: Place) -> String { link.destination }
    }

    private func written(_ text: String, macros: [String: String] = [:]) throws -> String {
        let renderer = MarkdownRenderer(templates: try PageTemplates(), macros: macros)
        let document = Document(parsing: text, file: "a.md")
        #expect(document.faults.isEmpty)
        var writer = renderer.writer(of: document, asking: Nobody(renderer: renderer), identifiers: PageIdentifiers())
        let blocks = writer.written(document.blocks).text
        return blocks + (renderer.notes.all.isEmpty ? "" : "\n\n" + renderer.notes.all.text)
    }

    @Test(arguments: [
        "A *b* **c** ~~d~~ `e` and [f](https://a.example/x).",
        "- one\n- two\n  - three\n\n    more of three",
        "3. three\n4. four", "> quoted\n>\n> twice", "> [!NOTE]\n> Note this.",
        "| a | b |\n| :--- | ---: |\n| 1 | 2 |", "```swift\nlet a = 1\n```", "a\n\n---\n\nb",
        "- [x] done\n- [ ] not done", "a\\\nb", "H<sub>2</sub>O", "A note.[^1]\n\n[^1]: It says *so*.",
    ])
    func areReadAsTheyWere(text: String) throws {
        let once = try written(text)
        #expect(try written(once) == once)
        #expect(
            Document(parsing: once, file: "a.md").blocks.plainText
                == Document(parsing: text, file: "a.md").blocks.plainText
        )
    }

    @Test(arguments: [
        "a*b*c", "1\\. no list", "\\# no heading", "a_b_ \\`e\\`", "5 \\< 6 & 7 \\| 8", "\\- no item",
        "cost \\$5",
    ])
    func showSignsAsTheyAre(text: String) throws {
        let plain = Document(parsing: text, file: "a.md").blocks.plainText
        #expect(Document(parsing: try written(text), file: "a.md").blocks.plainText == plain)
    }

    @Test func tellWhatReadersOfFilesCannotKnow() throws {
        #expect(
            try written("See [](#known) and [that](#known).")
                == "See [Figure 2.1](02-b.md#known) and [that](02-b.md#known)."
        )
        #expect(try written("It is [184](value:a.b).") == "It is 184.")
        #expect(
            try written("In $\\gnorm_t + \\gnormal$.", macros: ["\\gnorm": "\\lVert g\\rVert"])
                == "In ${\\lVert g\\rVert}_t + \\gnormal$."
        )
        #expect(try written("# A heading").hasPrefix("<a id=\"a-heading\"></a>\n\n# A heading"))
    }

    /// The same text may be put into a table on the first page, where a bar would separate cells.
    @Test func keepTheBarsOfFormulasOutOfTables() throws {
        #expect(try written("$|g|$ and $\\|g\\|^2$") == "$\\vert g\\vert $ and $\\Vert g\\Vert ^2$")
        let array = "$\\begin{array}{c|c}a\\end{array}$"
        #expect(try written(array) == array)
    }

    @Test func keepWhatStandsBesideApart() throws {
        #expect(try written("Look\\![here](#known)") == "Look\\![here](02-b.md#known)")
        #expect(try written("a\\\n\\- b\\\n\\+ c") == "a\\\n\\- b\\\n\\+ c")
        #expect(try written("- a\n\n* b") == "- a\n\n<!-- -->\n\n- b")
        #expect(try written("| a |\n| --- |\n| `x \\| y` and \\| |").hasSuffix("| `x \\| y` and \\| |"))
        #expect(MarkdownRenderer(templates: try PageTemplates(), macros: [:]).address("a(b.html#c") == "a%28b.md#c")
    }

    @Test func keepTheEmptyLinesOfCode() throws {
        let code = "```swift\nlet a = 1\n\n\n\nlet b = 2\n```"
        let renderer = MarkdownRenderer(templates: try PageTemplates(), macros: [:])
        let view = ChapterView(number: "1", title: .markdown("A"), body: Markup(written: "\n\n\n" + code))
        #expect(try renderer.render(view).text == "# A\n\n" + code)
    }

    @Test func fenceCodeThatHoldsFences() throws {
        #expect("a ``` b".fence == "````" && "".fence == "```")
        #expect("a`b".markdownCode == "``a`b``" && "`".markdownCode == "`` ` ``")
    }
}
