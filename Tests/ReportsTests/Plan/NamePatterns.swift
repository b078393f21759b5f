import Testing

@testable import Reports

/// Patterns of GLOB and LIKE in the texts of a book.
@Suite struct NamePatterns {
    @Test(arguments: [
        ("bowl*", "bowl", true), ("bowl*", "bowl-2", true), ("bowl*", "a-bowl", false), ("*-b", "bowl-b", true),
        ("b*l", "bowl", true), ("b*w*l", "bowl", true), ("b*w*x", "bowl", false), ("b?wl*", "bowl", true),
        ("b_wl%", "bowl", true), ("b_wl*", "bowl", false), ("%bow%", "elbow", true), ("a*a", "a", false),
    ])
    func matchAsSQLiteDoes(pattern: String, name: String, isMatch: Bool) {
        #expect(NamePattern(pattern[...])?.matches(name) == isMatch)
    }

    @Test(arguments: ["bowl", "*", "% of all", "a b*", "3*"])
    func areNoneOfAnythingElse(text: String) {
        #expect(NamePattern(text[...]) == nil)
    }

    @Test func takeNoTimeOverManySigns() {
        let pattern = String(repeating: "a*", count: 200) + "b"
        #expect(NamePattern(pattern[...])?.matches(String(repeating: "a", count: 2_000)) == false)
    }
}
