import Diagnostics
import Testing

@testable import Reports

@Suite struct ReferenceLists {
    private let bibliography = Bibliography(
        of:
            """
            @inproceedings{adam, author = {Kingma, Diederik P. and Ba, Jimmy}, title = {Adam: A Method?}, booktitle = {ICLR},
              year = 2015, eprint = {1412.6980}, archiveprefix = {arXiv}}
            @article{baiB, author = {Bai, Zhi and Li, Y. and Zhang, C.}, title = {Spikes & more}, year = 2025,
              journal = {JMLR}, volume = 12, number = 3, pages = {1--20}, doi = {https://doi.org/10.1/x<y}}
            @article{baiA, author = {Bai, Z. and Liu, Q. and others}, title = {Aftermath}, year = 2025,
              journal = {arXiv preprint arXiv:2501.01234}}
            @phdthesis{oe, author = {{\\"O}zg{\\"u}r, A.}, title = {Thesis}, school = {ETH}, year = 2001}
            @techreport{tr, author = {Oz, B.}, title = {Report}, institution = {NIST}, number = {7}, year = 1999}
            @online{web, author = {{PyTorch Team}}, title = {Docs}, url = {https://pytorch.org/a?b&c}, year = 2024}
            @misc{unused, author = {No One}, title = {U}, year = 2000}
            """
    )

    private var list: ReferenceList {
        ReferenceList(bibliography, citing: ["web", "adam", "baiA", "baiB", "oe", "tr", "missing"])
    }

    @Test func areSortedByAuthorAndYear() {
        #expect(list.entries.map(\.key) == ["baiB", "baiA", "adam", "tr", "oe", "web"])
    }

    @Test func tellSameYearsApart() {
        #expect(list.label(of: "baiB") == .init(authors: "Bai et al.", year: "2025a"))
        #expect(list.label(of: "baiA") == .init(authors: "Bai et al.", year: "2025b"))
        #expect(list.label(of: "adam") == .init(authors: "Kingma and Ba", year: "2015"))
        #expect(list.label(of: "unused") == nil)
        #expect(ReferenceList(bibliography, citing: ["baiA"]).label(of: "baiA")?.year == "2025")
    }

    @Test func writeCitations() throws {
        let works = ProseIndex(of: "[@baiB, §4.3; @adam] [@what]").citedWorks
        let identifiers = PageIdentifiers(works: ["baiB", "adam"])
        let html = HTMLRenderer(templates: try PageTemplates(), maths: try MathRenderer(library: .find()))
        #expect(
            list.citation(of: Array(works.prefix(2)), page: "refs.html", identifiers: identifiers, by: html).text
                == "(<a class=\"citation\" href=\"refs.html#ref-baiB\">Bai et al. 2025a</a>, §4.3; "
                + "<a class=\"citation\" href=\"refs.html#ref-adam\">Kingma and Ba 2015</a>)"
        )
        #expect(list.citation(of: [works[2]], identifiers: identifiers, by: html).text == "(?what)")
    }

    @Test(arguments: [
        ("10.1002/(SICI)1097<1::AID#5>3.0", "10.1002/(SICI)1097%3C1::AID%235%3E3.0"), ("10.1/a%b?c", "10.1/a%25b%3Fc"),
        ("https://doi.org/10.1/x%3Cy%23", "10.1/x%3Cy%23"), ("doi:10.1/x", "10.1/x"),
    ])
    func encodeAddresses(doi: String, expected: String) throws {
        let found = Bibliography(of: "@misc{a, author = {B}, title = {T}, year = 1, doi = {\(doi)}}")
        let item = try #require(ReferenceList(found, citing: ["a"]).items.first)
        #expect(item.html.text.contains("href=\"https://doi.org/\(expected)\""), "\(item.html)")
    }

    @Test func writeEntries() {
        let expected = [
            "baiB Bai, Z., Li, Y. and Zhang, C. (2025a). <cite>Spikes &amp; more.</cite> <i>JMLR</i> 12(3), 1–20. "
                + "<a href=\"https://doi.org/10.1/x%3Cy\">doi:10.1/x&lt;y</a>",
            "baiA Bai, Z., Liu, Q. et al. (2025b). <cite>Aftermath.</cite> "
                + "<a href=\"https://arxiv.org/abs/2501.01234\">arXiv:2501.01234</a>",
            "adam Kingma, D. P. and Ba, J. (2015). <cite>Adam: A Method?</cite> In <i>ICLR</i>. "
                + "<a href=\"https://arxiv.org/abs/1412.6980\">arXiv:1412.6980</a>",
            "tr Oz, B. (1999). <cite>Report.</cite> Technical report 7, NIST.",
            "oe Özgür, A. (2001). <cite>Thesis.</cite> PhD thesis, ETH.",
            "web PyTorch Team (2024). <cite>Docs.</cite> "
                + "<a href=\"https://pytorch.org/a?b&amp;c\">https://pytorch.org/a?b&amp;c</a>",
        ]
        #expect(list.items.map { "\($0.key) \($0.html.text)" } == expected)
    }
}
