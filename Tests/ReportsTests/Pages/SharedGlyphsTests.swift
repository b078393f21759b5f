import Testing

@testable import Reports

/// Letters that several figures of a page share.
@Suite struct SharedGlyphsTests {
    private static func drawing(_ prefix: String, _ outlines: [String]) -> String {
        let letters = outlines.enumerated().map { "<path id=\"\(prefix)-g\($0)\" d=\"\($1)\"/>" }.joined()
        let uses = outlines.indices.map { "<use href=\"#\(prefix)-g\($0)\" x=\"1\"/>" }.joined()
        return "<svg><defs>\(letters)</defs><clipPath id=\"\(prefix)-g9\"><path d=\"M0 0\"/></clipPath>\(uses)</svg>"
    }

    @Test func areWrittenOnceAndReferredToAfterwards() {
        var glyphs = SharedGlyphs()
        let first = Self.drawing("a", ["M1 1", "M2 2"])
        #expect(glyphs.sharing(first) == first)
        let second = glyphs.sharing(Self.drawing("b", ["M2 2", "M3 3"]))
        #expect(!second.contains("M2 2") && second.contains("<path id=\"b-g1\" d=\"M3 3\"/>"))
        #expect(second.contains("<use href=\"#a-g1\" x=\"1\"/><use href=\"#b-g1\" x=\"1\"/>"))
        #expect(second.contains("<clipPath id=\"b-g9\"><path d=\"M0 0\"/></clipPath>"))
    }

    @Test func areThoseOfOneDrawingToo() {
        var glyphs = SharedGlyphs()
        let text = glyphs.sharing(Self.drawing("a", ["M1 1", "M1 1"]))
        #expect(text.ranges(of: "M1 1").count == 1 && text.ranges(of: "#a-g0").count == 2)
    }
}
