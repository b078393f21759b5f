import Testing

@testable import Reports

/// Terms of the glossary in running text.
@Suite struct TermMarkers {
    private static let terms = ["Decade", "Hessian", "Hessian product", "Mini-batch", "Crossing"].map {
        GlossaryTerm($0, address: "g.html#\($0.lowercased().replacing(" ", with: "-"))")
    }

    /// Texts with the terms that are found in brackets.
    private func marked(_ texts: String...) -> [String] {
        var marker = TermMarker(Self.terms)
        return texts.map { text in
            marker.pieces(of: text).map { $0.address == nil ? $0.text : "[\($0.text)]" }.joined()
        }
    }

    @Test func areMarkedWhereTheyAreUsedFirst() {
        let texts = marked("A decade is ten.", "Two decades, a decade.")
        #expect(texts == ["A [decade] is ten.", "Two decades, a decade."])
    }

    @Test func areFoundInThePluralAndAtTheBeginningOfASentence() {
        #expect(marked("Decades of crossings.") == ["[Decades] of [crossings]."])
    }

    @Test func longerOnesComeFirst() {
        #expect(marked("One Hessian product for the Hessian.") == ["One [Hessian product] for the [Hessian]."])
    }

    @Test(arguments: ["decadent", "a mini batch", "half-decade", "Hess-ian", "decade_x"])
    func areWholeWords(_ text: String) {
        #expect(marked(text) == [text])
    }

    @Test func ofSeveralWordsAreOnePhrase() {
        #expect(marked("the Hessian, product of") == ["the [Hessian], product of"])
    }

    @Test func thatTheAuthorLinksAreNotLinkedOnceMore() {
        var marker = TermMarker(Self.terms)
        marker.use("g.html#decade")
        #expect(marker.pieces(of: "a decade") == [TermMarker.Piece(text: "a decade")])
    }

    @Test func aTextStaysWhole() {
        let text = " mini-batches — Hessian\nproducts; crossing decades!"
        var marker = TermMarker(Self.terms)
        #expect(marker.pieces(of: text).map(\.text).joined() == text)
    }

    @Test func areLinkedInProseAlone() {
        let document = parsed(
            "# The decade\n\n| decade |\n|---|\n| 1 |\n\n[a decade](x.md) and `decade`.\n\n- One decade\n- Another decade\n"
        )
        let resolver = EchoResolver(terms: Self.terms)
        var writer = ProseWriter(document, resolver: resolver, identifiers: PageIdentifiers())
        let page = writer.html(document.blocks).text
        let link = "<a class=\"reference term\" href=\"g.html#decade\">decade</a>"
        #expect(page.split(separator: link).count == 2 && page.contains("<li>One \(link)</li>"), "\(page)")
    }
}
