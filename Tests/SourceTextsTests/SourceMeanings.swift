import SourceTexts
import Testing

/// The meaning of a source, which layout, comments and help texts do not change.
@Suite struct SourceMeanings {
    private func isSame(_ a: String, _ b: String) -> Bool { SourceMeaning.ofSwift(a) == SourceMeaning.ofSwift(b) }

    @Test(arguments: [
        ("let a = 1", "/// One.\nlet  a =\n    1 // one"),
        ("f(a, b)", "f(\n    a,\n    b\n)"),
        ("let a = [1, 2]", "let a = [\n    1,\n    2,\n]"),
        ("let a = b\n    + c", "let a = b + c"),
        (#"static let summary = "A.""#, #"static let summary = "B, " + "at length.""#),
        (
            #"Setting("lr", \.rate, in: .positive, "The rate.")"#,
            "Setting(\n    \"lr\",\n    \\.rate,\n    in: .positive,\n    \"The rate, \"\n        + \"at length.\"\n)"
        ),
        (
            #"throw SettingFault(.missing, at: [], "no", help: "do")"#,
            #"throw SettingFault(.missing, at: [], "not", help: "done")"#
        ),
        (
            #"var documentation: String { switch self { case .a: "x" } }"#,
            #"var documentation: String { switch self { case .a: "y" } }"#
        ),
        (#"precondition(a > b, "so \(a)")"#, #"precondition(a > b, "otherwise")"#),
    ])
    func areTheSame(one: String, other: String) {
        #expect(isSame(one, other), "\(SourceMeaning.ofSwift(one))\n\(SourceMeaning.ofSwift(other))")
    }

    @Test(arguments: [
        ("let a = 1", "let a = 2"),
        ("a\nb", "a b"),
        (#"static let name = "adam""#, #"static let name = "adams""#),
        (
            #"Setting("lr", \.rate, in: .positive, "The rate.")"#,
            #"Setting("rate", \.rate, in: .positive, "The rate.")"#
        ),
        (#"Setting("lr", \.rate, in: .positive, "The rate.")"#, #"Setting("lr", \.other, in: .positive, "The rate.")"#),
        (#"Random(seed: seed, stream: "data")"#, #"Random(seed: seed, stream: "batch")"#),
        (#"case "mean": 1"#, #"case "sum": 1"#),
        (#"SettingFault(.missing, at: ["a"], "x")"#, #"SettingFault(.missing, at: ["b"], "x")"#),
        (#"f(["summary": "a"])"#, #"f(["summary": "b"])"#),
        ("let a = \"\"\"\n    x\n    \"\"\"", "let a = \"\"\"\n    y\n    \"\"\""),
    ])
    func areTwo(one: String, other: String) {
        #expect(!isSame(one, other), "\(SourceMeaning.ofSwift(one))")
    }

    @Test func ofCAreItsLinesWithoutComments() {
        let text = "/* A\n   sum. */\n#define X 1 // one\nchar *a = \"// no\";\n\n  int  b; "
        #expect(SourceMeaning.ofC(text) == "#define X 1\nchar *a = \"// no\";\nint b;")
    }
}
