import Testing

@testable import Reports

@Suite struct ProseWriters {
    @Test(arguments: [
        (
            "a *b* **c** ~~d~~ `<e>` & \"f\"",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>&lt;e&gt;</code> &amp; &quot;f&quot;</p>\n"
        ),
        ("a<br>b <kbd>K</kbd> x<sub>i</sub><!-- no -->", "<p>a<br>\nb <kbd>K</kbd> x<sub>i</sub></p>\n"),
        ("$a<b$", "<p><i>a&lt;b</i></p>\n"),
        ("$$\na\n$$", "<i>a</i>"),
        ("[@a, §1; @b]", "<p>(a, §1; b)</p>\n"),
        (
            "[](#x) [y](#x) [z](#nowhere)",
            "<p><a class=\"reference\" href=\"#x\">Figure 3</a> <a class=\"reference\" href=\"#x\">y</a> z</p>\n"
        ),
        ("[1](value:k)", "<p><data>1</data></p>\n"),
        (
            "[a](b.md \"t\") https://c.d/?e&f",
            "<p><a href=\"b.html\" title=\"t\">a</a> <a href=\"https://c.d/?e&amp;f\">https://c.d/?e&amp;f</a></p>\n"
        ),
        ("![a \"b\"](c.png)", "<p><img src=\"assets/c.png\" alt=\"a &quot;b&quot;\"></p>\n"),
        ("```{figure}\nid: x\n```", "<figure>figure</figure>\n"),
        ("```sh\na < b\n```", "<pre tabindex=\"0\"><code class=\"language-sh\">a &lt; b\n</code></pre>\n"),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        ("---", "<hr>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"),
        (
            "- [x] a",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> a</li>\n</ul>\n"
        ),
        (
            "<details open>\n<summary>S & T</summary>\n\na\n\n</details>",
            "<details open><summary>S &amp; T</summary>\n<p>a</p>\n</details>\n"
        ),
        (
            "> [!TIP]\n> a",
            "<aside class=\"callout callout-tip\" role=\"note\">\n<p class=\"callout-title\">Tip</p>\n<p>a</p>\n</aside>\n"
        ),
        (
            "> [!NOTE] A *b*\n> c",
            "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">A <em>b</em></p>\n<p>c</p>\n</aside>\n"
        ),
    ])
    func holdEveryKindOfText(source: String, expected: String) {
        #expect(written(source) == expected)
    }

    @Test func linkHeadingsToThemselves() {
        #expect(
            written("## A *b* {#x}")
                == "<h2 id=\"x\">A <em>b</em> <a class=\"heading-link\" href=\"#x\" aria-label=\"Link to this section: A b\">"
                + "<span aria-hidden=\"true\">#</span></a></h2>\n"
        )
    }

    @Test func frameTables() {
        #expect(
            written("| a | *b* | c |\n|---|:--|---|\n| 1 | x | y |\n| −2.5e3 | y | 1 |")
                == """
                <div class="table-scroll" role="region" tabindex="0" aria-label="Table: a, b, c"><table>
                <thead><tr><th scope="col" class="number">a</th><th scope="col" class="align-left"><em>b</em></th><th scope="col">c</th></tr></thead>
                <tbody>
                <tr><td class="number">1</td><td class="align-left">x</td><td>y</td></tr>
                <tr><td class="number">−2.5e3</td><td class="align-left">y</td><td>1</td></tr>
                </tbody>
                </table></div>

                """
        )
    }

    @Test func setShortFootnotesIntoTheParagraph() {
        let note = { (number: Int, id: String, text: String) in
            "<span class=\"sidenote\" id=\"fn-\(id)\" role=\"note\"><span class=\"sidenote-number\">\(number)</span> \(text) "
                + "<a class=\"sidenote-back\" href=\"#fnref-\(id)\" aria-label=\"Back to the text of note \(number)\">↩</a></span>"
        }
        let mark = { (number: Int, id: String, suffix: String) in
            "<sup class=\"footnote-ref\"><a href=\"#fn-\(id)\" id=\"fnref-\(id)\(suffix)\" aria-label=\"Note \(number)\">\(number)</a></sup>"
        }
        #expect(
            written("a[^x] b[^y.z]\n\nc[^x]\n\n[^x]: one *t*[^3]\n[^y.z]: two\n[^3]: three\n")
                == "<p>a\(mark(1, "x", "")) b\(mark(2, "2", ""))\(note(1, "x", "one <em>t</em>" + mark(3, "3", "")))"
                + "\(note(2, "2", "two"))\(note(3, "3", "three"))</p>\n<p>c\(mark(1, "x", "-2"))</p>\n"
        )
    }

    @Test func setLongFootnotesBehindTheBlock() {
        let html = written("a[^x]\n\n[^x]: one\n\n    $$ y $$\n")
        #expect(html.hasPrefix("<p>a<sup"))
        #expect(html.contains("</p>\n<aside class=\"sidenote\" id=\"fn-x\" role=\"note\">\n<p><span"))
        #expect(html.hasSuffix("<i>y</i></aside>\n"))
        let table = written("| a[^x] |\n|---|\n\n[^x]: one\n")
        #expect(table.contains("</table></div>\n<aside class=\"sidenote\""))
        #expect(written("# A[^x]\n\n[^x]: one\n").contains("</h1>\n<aside"))
    }

    @Test func keepLongFootnotesOfALineForTheBlocksBehindIt() {
        let document = parsed("# A[^x][^y]\n\nb\n\n[^x]: one\n\n    two\n[^y]: three\n")
        var writer = ProseWriter(document, resolver: EchoResolver(), identifiers: PageIdentifiers())
        let title = writer.html(document.outline[0].content).text
        #expect(title.hasSuffix("</span>") && title.contains("three") && !title.contains("<aside"))
        #expect(writer.html(Array(document.blocks.dropFirst())).text.hasSuffix("<p>two</p>\n</aside>\n"))
    }

    @Test func neverNestLinks() {
        #expect(written("[a [@k] [^n]](u)\n\n[^n]: x").contains("<a href=\"u\">a (?k) </a>"))
        let document = parsed("# A [b](c) [@d] $e$ [1](value:f)")
        var writer = ProseWriter(document, resolver: EchoResolver(), identifiers: PageIdentifiers())
        #expect(writer.label(document.outline[0].content).text == "A b (?d) <i>e</i> 1")
    }

    @Test func endWhenFootnotesReferToThemselves() {
        #expect(written("a[^x]\n\n[^x]: b[^x]\n").contains("fnref-x-2"))
    }
}
