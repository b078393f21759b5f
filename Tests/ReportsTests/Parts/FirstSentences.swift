import Diagnostics
import Testing

@testable import Reports

/// A caption's first sentence, which stands out.
@Suite struct FirstSentences {
    @Test(arguments: [
        ("The loss rises. It falls afterwards.", "The loss rises.", "It falls afterwards."),
        ("The loss rises", "The loss rises", ""), ("The loss rises.", "The loss rises.", ""),
        ("At 2.5 it rises. Then not.", "At 2.5 it rises.", "Then not."),
        ("Does it rise? Yes.", "Does it rise?", "Yes."), ("", "", ""),
        ("At $x=2$ it rises. Then $y$.", "At x = 2 it rises.", "Then y."),
        ("It **rises. Much** more. End.", "It rises. Much more.", "End."),
        ("One line\nand another. The rest\nhere.", "One line and another.", "The rest here."),
        ("See `a. b` there. End.", "See a. b there.", "End."),
    ])
    func endAtTheirFullStop(_ text: String, _ first: String, _ rest: String) {
        let split = ProseFragment(text, at: Place(file: "a", line: 1), citing: Bibliography()).inlines.firstSentence
        func words(_ inlines: [Inline]) -> String {
            inlines.plainText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(words(split.first) == first)
        #expect(words(split.rest) == rest)
    }
}
