import Diagnostics
import Foundation
import Testing

@testable import Reports

/// A cache in memory that counts its queries.
private final class MemoryCache: MathCache, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String: String] = [:]

    var keys: [String] { lock.withLock { kept.keys.sorted() } }

    func lookup(_ key: String) -> String? { lock.withLock { kept[key] } }
    func store(_ key: String, html: String) { lock.withLock { kept[key] = html } }
}

@Suite struct MathRenderers {
    /// One engine for the whole suite, since loading it is slow.
    private static let shared = Result {
        try MathRenderer(library: .find(), macros: ["loss": "\\mathcal{L}", "\\R": "\\mathbb{R}"])
    }

    private func render(_ tex: String, display: Bool = false, tag: String? = nil) throws -> String {
        try Self.shared.get().render(tex, display: display, tag: tag)
    }

    private func fault(_ tex: String) -> MathFault? {
        do {
            _ = try render(tex)
            return nil
        } catch {
            return error as? MathFault
        }
    }

    @Test(arguments: [
        ("50%", 2, "'%' is not shown"), ("a % b", 2, "'% b' is not shown"), ("é\\% \\\\%", 6, "'%' is not shown"),
    ])
    func tellOfComments(tex: String, offset: Int, message: String) {
        #expect(fault(tex)?.offset == offset)
        #expect(fault(tex)?.message.hasSuffix(message) == true)
        #expect(fault(tex)?.help == "write \\% for a percent sign")
    }

    @Test func takeCommentsOfDisplayedLinesForComments() throws {
        _ = try render("a = b % so\n+ c % and so\n", display: true)
        #expect(throws: MathFault.self) { try render("a = 50%\n", display: true) }
    }

    @Test(arguments: [
        "x", "\\lambda_{\\max}(\\hat H) > \\frac{2}{\\eta}", "\\hat m_t / (\\sqrt{\\hat v_t} + \\epsilon)",
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", "\\begin{cases} 1 & x > 0 \\\\ 0 \\end{cases}",
        "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}", "\\lVert \\nabla L \\rVert^2",
        "\\operatorname*{arg\\,min}_{x}",
        "\\mathbb{E}[X \\mid Y]", "\\boldsymbol{\\theta}", "\\underbrace{a+b}_{c}", "\\text{é – ü}", "\\widehat{abc}",
        "50\\%", "\\\\",
        "\\sum_{i=1}^n \\int_0^1", "\\textcolor{red}{x}", "\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}",
        "\\loss : \\R", "x^{\\prime} \\overset{!}{=} \\xrightarrow{y}",
    ])
    func holdHTMLAndMathML(tex: String) throws {
        let html = try render(tex)
        #expect(html.hasPrefix("<span class=\"katex\"><span class=\"katex-mathml\"><math"))
        #expect(html.contains("<span class=\"katex-html\" aria-hidden=\"true\">"))
    }

    @Test func standDisplayedWithTheirNumber() throws {
        let html = try render("x = y", display: true, tag: "1.2")
        #expect(html.hasPrefix("<span class=\"katex-display\">"))
        #expect(html.contains("class=\"tag\""))
        #expect(html.contains("1.2"))
    }

    @Test(arguments: [
        ("a^b^c", "Double superscript", 3),
        ("\\frac{1}", "Unexpected end of input in a macro argument, expected '}'", 8),
        ("\\nosuch x", "Undefined control sequence: \\nosuch", 0), ("{x", "Expected '}', got 'EOF'", 2),
        ("x}", "Expected 'EOF', got '}'", 1), ("\\left( x", "Expected '\\right', got 'EOF'", 8),
        ("é𝔼 \\nosuch", "Undefined control sequence: \\nosuch", 4), ("a & b", "Expected 'EOF', got '&'", 2),
        ("\\begin{nope} x \\end{nope}", "No such environment: nope", 6), ("x_", "Expected group after '_'", 1),
    ])
    func refuseMalformedTeXWithItsPlace(tex: String, message: String, offset: Int) {
        let found = fault(tex)
        #expect(found?.message.hasPrefix(message) == true, "\(String(describing: found))")
        #expect(found?.offset == offset)
    }

    @Test(arguments: [
        "\\begin{matrix} a", "\\end{matrix}", "\\sqrt[", "\\right)", "\\left x", "$", "a $ b", "#", "~^",
        "\\def\\x{\\x\\x}\\x",
        "\\text{$}", "\\color", "\\rule{1}{2}", "\\verb|a", "\\char\"110000", "\u{0}", "\\href{x}", "\\limits", "^^",
        "&&&",
        "\\begin{aligned} a &", "\\hskip", "\\middle|", "\\tag{1}\\tag{2}", String(repeating: "{", count: 3000),
    ])
    func neverCrashOnMalformedTeX(tex: String) throws {
        _ = fault(tex)
        #expect(try render("x").contains("katex"))
    }

    @Test func placeFaultsInTheChapter() {
        let formula = ProseIndex(of: "> text $a +\n>   \\nosuch$ more").formulas[0]
        let diagnostic = fault(formula.tex.text)?.diagnostic(in: formula)
        #expect(diagnostic?.place?.short == "2:5+7")
        #expect(diagnostic?.message == "malformed formula: Undefined control sequence: \\nosuch")
        #expect(diagnostic?.id == "maths.tex")
    }

    @Test func comeFromTheCacheWithoutTheEngine() throws {
        let cache = MemoryCache()
        let library = try KatexLibrary.find()
        let first = try MathRenderer(library: library, cache: cache)
        let html = try first.render("x", display: true, tag: "1")
        #expect(first.hasLoaded)
        let second = try MathRenderer(library: library, cache: cache)
        #expect(try second.render("x", display: true, tag: "1") == html)
        #expect(!second.hasLoaded)
        #expect(cache.keys.count == 1)
        #expect(cache.keys[0].contains(library.version))
    }

    @Test func haveAKeyForAllThatChangesThem() throws {
        let cache = MemoryCache()
        let library = try KatexLibrary.find()
        let plain = try MathRenderer(library: library, cache: cache)
        for (tex, display, tag) in [("x", false, nil), ("x", true, nil), ("x", true, "1"), ("y", false, nil)]
            as [(String, Bool, String?)]
        {
            _ = try plain.render(tex, display: display, tag: tag)
        }
        let withMacros = try MathRenderer(library: library, macros: ["R": "r"], cache: cache)
        _ = try withMacros.render("x", display: false)
        #expect(cache.keys.count == 5)
    }

    @Test func keepMacrosOfOneFormulaFromTheNext() throws {
        _ = try render("\\gdef\\leak{x} \\leak")
        #expect(fault("\\leak")?.message == "Undefined control sequence: \\leak")
    }

    @Test func areRenderedFromSeveralThreads() async throws {
        let renderer = try Self.shared.get()
        let lengths = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<8 { group.addTask { try renderer.render("x_{\(index)}", display: false).utf8.count } }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(lengths.count == 1)
    }
}
