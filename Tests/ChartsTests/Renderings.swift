import Testing

@testable import Charts

@Suite struct Renderings {
    private let parabola = Parabola()

    private func matches(_ pattern: Regex<(Substring, Substring)>, in text: String) -> [String] {
        text.matches(of: pattern).map { String($0.output.1) }
    }

    @Test func givesTheSameBytesInAnyOrderAndOnAnyThread() async throws {
        let figures = [parabola.anatomy(700..<1000), figure([1, 2, 3], id: "second"), figure([3, 1], id: "third")]
        let forwards = try figures.map { try $0.render().inlineSVG }
        let backwards = try figures.reversed().map { try $0.render().inlineSVG }
        #expect(forwards == backwards.reversed())
        let first = figures[0]
        try await withThrowingTaskGroup(of: (String, [UInt8]).self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let rendering = try first.render()
                    return (rendering.inlineSVG, try rendering.png(theme: .dark))
                }
            }
            let png = try first.render().png(theme: .dark)
            for try await result in group { #expect(result.0 == forwards[0] && result.1 == png) }
        }
    }

    @Test func hasIdsOfItsOwnThatAllResolve() throws {
        let texts = try ["one", "two"].map { try parabola.anatomy(700..<1000, id: $0).render().inlineSVG }
        let ids = texts.map { matches(#/ id="([^"]*)"/#, in: $0) }
        #expect(Set(ids.joined()).count == ids.joined().count)
        for (text, own) in zip(texts, ids) {
            let used = matches(#/(?:url\(|href=")#([^)"]*)[)"]/#, in: text)
            #expect(!used.isEmpty && Set(used).isSubset(of: own))
        }
    }

    @Test func saysWhatItIsToThoseWhoCannotSeeIt() throws {
        var shown = figure([1, 2])
        shown.title = "Loss < 2 & \"falling\""
        for svg in [try shown.render().inlineSVG, try shown.render().standaloneSVG] {
            #expect(svg.contains("role=\"img\" aria-labelledby=\"fig-t fig-d\""))
            #expect(svg.contains("<title id=\"fig-t\">Loss &lt; 2 &amp; &quot;falling&quot;</title>"))
            #expect(svg.contains("<desc id=\"fig-d\">2 values.</desc>"))
            #expect(svg.contains("<g aria-hidden=\"true\">"))
            #expect(!svg.contains("surface") && !svg.contains("cairo") && !svg.contains("pt\""))
        }
    }

    @Test func paintsOnlyWithThePalette() throws {
        let rendering = try parabola.anatomy(700..<1000).render()
        let known = Set(Palette().entries.map { "var(\($0.variable),\($0.light))" } + ["none"])
        let paints = matches(#/ (?:fill|stroke)="([^"]*)"/#, in: rendering.inlineSVG)
        #expect(!paints.isEmpty && Set(paints).isSubset(of: known))
        let plain = matches(#/ (?:fill|stroke)="([^"]*)"/#, in: rendering.standaloneSVG)
        #expect(Set(plain).isSubset(of: Set(Palette().entries.map(\.light) + ["none"])))
        // Each painted element has a class, and each class has a dark colour.
        let classes = matches(#/ class="([^"]*)"/#, in: rendering.standaloneSVG).flatMap { $0.split(separator: " ") }
        #expect(classes.count == plain.filter { $0 != "none" }.count)
        for one in Set(classes) { #expect(rendering.standaloneSVG.contains(".\(one){")) }
    }

    @Test func writesShortNumbers() throws {
        let svg = try parabola.anatomy(700..<1000).render().inlineSVG
        let drawing = svg.split(separator: "aria-hidden").last ?? ""
        let fractions = drawing.utf8.split(separator: UInt8(ascii: ".")).dropFirst()
        #expect(fractions.allSatisfy { $0.prefix { (48...57).contains($0) }.count <= 2 })
        #expect(svg.utf8.count < 150_000)
        #expect(svg.contains("viewBox=\"0 0 720 "))
    }

    @Test func followsRoundedPositionsWithoutDrift() {
        let data = (0..<1000).map { " L \(Double($0) * 0.333) \(Double($0 % 3) * 0.004)" }.joined()
        let short = SVGPath.shorten("M 0 0\(data)")
        let steps = short.matches(of: #/-?[0-9]*\.?[0-9]+/#).compactMap { Double($0.output) }
        #expect(short.hasPrefix("M0 0"))
        #expect(abs(steps.reduce(0, +) - 332.67) < 0.01)
    }

    @Test func writesCurvesOfGlyphsAsQuadratics() {
        #expect(SVGPath.shorten("M 0 0 C 2 2 4 2 6 0 Z M 0 0") == "M0 0q3 3 6 0z")
        #expect(SVGPath.shorten("M 1 0 C 1 0.55 0.55 1 0 1") == "M1 0c0 .55-.45 1-1 1")
    }

    @Test func isAPNGOfTwiceTheSizeWithItsSource() throws {
        var shown = figure([1, 2])
        shown.provenance = "run 1, seed 2"
        let rendering = try shown.render()
        let png = try rendering.png(theme: .light)
        let width = png[16..<20].reduce(0) { $0 * 256 + Int($1) }
        #expect(png.prefix(4) == [0x89, 0x50, 0x4E, 0x47] && width == 1440)
        #expect(png.contains(Array("run 1, seed 2".utf8)))
        #expect(try rendering.png(theme: .dark) != png)
    }

    @Test func changesWithEverySampleAndThreshold() throws {
        let whole = parabola.anatomy(700..<1000)
        let original = try whole.render().inlineSVG
        var rule = whole
        rule.panels[1].marks[1] = RuleMark(1.01, label: "$2/\\eta$")
        #expect(try rule.render().inlineSVG != original)
        var swapped = whole
        swapped.panels[2].marks.swapAt(0, 1)
        #expect(try swapped.render().inlineSVG != original)
    }

    @Test func refusesWhatHasNoDrawing() {
        var shown = figure([1, 2])
        shown.id = "two words"
        #expect(throws: ChartError.self) { try shown.render() }
        shown.id = "fine"
        #expect(throws: ChartError.self) { try shown.render(width: 100) }
        shown.panels[0].y = Axis(scale: .symlog(constant: 0))
        #expect(throws: ChartError.self) { try shown.render() }
        shown.panels = []
        #expect(throws: ChartError.self) { try shown.render() }
    }
}
