import Testing

@testable import Reports

/// Text and markup are never confused.
@Suite struct Markups {
    private static let hostile = "<b> & *\"|`"

    @Test func escapeTextsAsTheFormatDoes() {
        #expect(Markup.html("<i>\(Self.hostile)</i>").text == "<i>&lt;b&gt; &amp; *&quot;|`</i>")
        #expect(Markup.markdown("*\(Self.hostile)*").text == #"*\<b\> &amp; \*"\|\`*"#)
    }

    @Test func areNotEscapedAgain() {
        let inner = Markup.html("<b>\("a & b")</b>")
        #expect(Markup.html("<i>\(inner)</i>\(7)").text == "<i><b>a &amp; b</b></i>7")
        #expect([inner, inner].joined(separator: "\n").text == "\(inner.text)\n\(inner.text)")
        #expect(Markup.empty.isEmpty && !inner.isEmpty)
    }

    private struct Sample: TemplateView {
        var words = Markups.hostile
        var code = [Verbatim]()
        var address = Verbatim("a&b_c")
        var markup = Markup.html("<b>")
        var more = [Markup.html("<i>"), .html("<u>")]
    }

    @Test(arguments: [
        (PageFormat.html, "&lt;b&gt; &amp; *&quot;|`", "a&amp;b_c"), (.markdown, #"\<b\> &amp; \*"\|\`"#, "a&b_c"),
    ])
    func reachTemplatesByTheirType(format: PageFormat, words: String, address: String) {
        let context = Sample().templateContext(in: format)
        #expect(context["words"] as? String == words)
        #expect(context["address"] as? String == address)
        #expect(context["markup"] as? String == "<b>")
    }
}
