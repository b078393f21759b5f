import Diagnostics
import Testing

@testable import Reports

/// The faults as `line:column id`, sorted.
private func bibliographyFaults(_ source: String) -> [String] {
    Bibliography(of: source).faults.sorted().map { "\($0.place?.short ?? "") \($0.id)" }
}

@Suite struct Bibliographies {
    @Test(arguments: [
        (String(repeating: "{", count: 61) + "a" + String(repeating: "}", count: 61), "nesting"),
        (String(repeating: "{", count: 52_000) + "a" + String(repeating: "}", count: 52_000), "long"),
        (String(repeating: "\\'", count: 5_000) + "a", "nesting"), (String(repeating: "a", count: 100_001), "long"),
    ])
    func refuseValuesWithoutMeasure(value: String, id: String) {
        let source =
            "@misc{a,\n  title = {\(value)},\n  author = {A B}, year = 2000}\n@misc{b, title = {T}, author = {B}, year = 1}"
        #expect(bibliographyFaults(source) == ["2:11 bibliography.\(id)"])
        #expect(Bibliography(of: source).entries.map(\.key) == ["b"])
    }

    @Test func refuseStringsThatMultiply() {
        let strings = (1...9).map { level in
            "@string{s\(level) = \(Array(repeating: "s\(level - 1)", count: 10).joined(separator: " # "))}\n"
        }
        let faults = bibliographyFaults("@string{s0 = {0123456789}}\n" + strings.joined())
        #expect(faults.first == "6:14 bibliography.long")
    }

    @Test func readNestingUpToItsLimit() {
        let deep = String(repeating: "{", count: 58) + "\\'{e}" + String(repeating: "}", count: 58)
        #expect(LatexText.nesting(of: deep) == 60 && LatexText.plain(deep) == "é")
        #expect(LatexText.nesting(of: "\\{\\}\\'e\\'e\\\"{u} \\alpha\\beta x") == 3)
    }

    @Test func holdEntriesOfEveryForm() throws {
        let source = """
            Whatever stands here is a comment, as is me@home.org.
            @string{jmlr = "Journal of {ML} Research"}
            @Article{bai2025,
              title = {Adam {Is} not \\emph{that} "simple"},
              author = "Bai, Zhi and Chao Zhang and {OpenAI and Friends}",
              journal = jmlr # { (} # "Online" # {)},
              year = 2025, volume = 12, month = jan,
            }
            @comment{ @misc{no, title = {x}} }
            @preamble{"x"}
            @misc(ma, title = {T}, author = {Ma}, date = {2022-03-01})
            """
        let found = Bibliography(of: source)
        #expect(found.faults.isEmpty)
        #expect(found.entries.map(\.key) == ["bai2025", "ma"])
        let bai = try #require(found["bai2025"])
        #expect(bai.kind == "article")
        #expect(bai.fields["title"] == "Adam Is not that \"simple\"")
        #expect(bai.fields["journal"] == "Journal of ML Research (Online)")
        #expect(bai.fields["month"] == "January")
        #expect(bai.authors.map(\.family) == ["Bai", "Zhang", "OpenAI and Friends"])
        #expect(bai.place.short == "3:10+7")
        #expect(found["ma"]?.year == "2022")
    }

    @Test(arguments: [
        ("@misc{a, title = {x, author = {y}, year = 1}", ["1:6 bibliography.unclosed"]),
        ("@misc{a, title = {x\n\n@misc{b, title = {t}, author = {y}, year = 1}", ["1:18 bibliography.unclosed"]),
        ("@misc{a,\n  title = \"x,\n  year = 1\n}\n", ["2:11 bibliography.unclosed"]),
        (
            "@misc{a, author = {y}, title = {t}, year = 1}\n\n @misc{a, author = {z}, title = {u}, year = 2}",
            ["3:8+1 bibliography.repeated-key"]
        ),
        ("@misc{a, author = {y}, year = 1}", ["1:7 bibliography.missing-field"]),
        ("@misc{a, author = {y}\n  title = {t}}", ["2:3 bibliography.syntax"]),
        ("@misc{a, author = {y}, title {t}}", ["1:30 bibliography.syntax"]),
        ("@misc{a, author = {y}, title = jmrl}", ["1:32+4 bibliography.unknown-string"]),
        ("@misc{a, author = {y}, title = , year = 1}", ["1:32 bibliography.syntax"]),
        ("@misc{, author = {y}}", ["1:7 bibliography.key"]),
        ("@misc{a, author = {y}, title = {t}, year = 1, year = 2}", ["1:47 bibliography.repeated-field"]),
    ])
    func reportFaultsWithTheirPlaces(source: String, expected: [String]) {
        #expect(bibliographyFaults(source) == expected.map { $0.replacing("+1 ", with: " ") })
    }

    @Test func goOnBehindABrokenEntry() {
        let found = Bibliography(of: "@misc{a, title = {x\n\n@misc{b, title = {t}, author = {y}, year = 1}")
        #expect(found.entries.map(\.key) == ["b"])
    }

    @Test func nameAllThatIsMissing() {
        let fault = Bibliography(of: "@misc{a, note = {n}}").faults.first
        #expect(fault?.severity == .warning)
        #expect(fault?.message == "'a' has no author and no title and no year")
    }

    @Test func offerTheNearestKey() throws {
        let found = Bibliography(of: "@misc{bai2025, author = {y}, title = {t}, year = 1}")
        let works = ProseIndex(of: "As [@bay2025; @bai2025] say").citedWorks
        let fault = try #require(found.fault(citing: works[0]))
        #expect(fault.help == "did you mean 'bai2025'?")
        #expect(fault.place?.short == "1:5+8")
        #expect(found.fault(citing: works[1]) == nil)
    }

    @Test(arguments: [
        ("Sch\\\"{o}dinger", "Schödinger"), ("{\\\"o}\\\"o\\'e\\`{a}", "ööéà"), ("\\v{s}\\v Z\\c{c}\\k{a}", "šŽçą"),
        ("\\ss{} \\o\\O{}\\l{}\\AA", "ß øØłÅ"), ("Mart\\'{\\i}n \\'\\i", "Martín í"), ("a -- b --- c-d", "a – b — c-d"),
        ("``x'' `y'", "“x” ‘y’"), ("A \\& B \\% \\_ \\$", "A & B % _ $"), ("{NN}s {A {B}}", "NNs A B"),
        ("$\\beta_2$ and $\\lambda$-max", "β_2 and λ-max"), ("\\emph{x} \\textbf{y}", "x y"), ("a\n   b", "a b"),
        ("G\\\"odel's", "Gödel’s"), ("\\H{o}\\r{u}\\u{a}\\.z\\~n\\=a\\^{i}", "őůăżñāî"),
    ])
    func resolveLaTeX(source: String, expected: String) {
        #expect(LatexText.plain(source) == expected)
    }

    @Test func keepAddressesAsTheyAre() throws {
        let entry = try #require(
            Bibliography(of: "@misc{a, url = {https://x.y/~z\\_a--b\\%20}, author={q}, title={t}, year=1}").entries
                .first
        )
        #expect(entry.fields["url"] == "https://x.y/~z_a--b%20")
    }

    @Test(arguments: [
        ("Kingma, Diederik P.", "Kingma|Diederik P.|", "D. P."), ("Jimmy Ba", "Ba|Jimmy|", "J."),
        ("Ludwig van der Berg", "van der Berg|Ludwig|", "L."), ("de la Cruz, Ana", "de la Cruz|Ana|", "A."),
        ("Burges, C.J.", "Burges|C.J.|", "C. J."), ("Li, J.-P. A.", "Li|J.-P. A.|", "J.-P. A."),
        ("King, Jr., Martin Luther", "King|Martin Luther|Jr.", "M. L."), ("{Google Brain}", "Google Brain||", ""),
        ("Zhi-Wei Li", "Li|Zhi-Wei|", "Z.-W."), ("{\\'E}. Cartan", "Cartan|É.|", "É."), ("Plato", "Plato||", ""),
    ])
    func takeNamesApart(source: String, expected: String, initials: String) {
        let name = PersonName(bibtex: source)
        #expect("\(name.family)|\(name.given)|\(name.suffix)" == expected)
        #expect(name.initials == initials)
    }

    @Test func surviveWhateverIsWritten() {
        for source in [
            "@", "@a", "@a{", "@a{b", "@a{b,", "@a{b,c", "@a{b,c=", "@a{b,c={", "@a{b,c=\"\\", "@string{", "@comment{",
            "@a{b,c={\\", "\\", "@a(b,c=d#",
        ] {
            _ = Bibliography(of: source)
            _ = LatexText.plain(source)
        }
    }
}
