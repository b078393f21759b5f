import Foundation
import Testing

extension Torture {
    /// Checked numbers in the prose that were changed, among other changes of the prose.
    @Suite struct MutatedNumbers {
        private static let books = ["Numbers", "Bowls", "Undecided", "Views", "Sensitive"]
        private static let numbers = [
            "0", "1", "-1", "−3", "+7", "1.0", "0.00", "1,234", "12 345", "1'000", "1_000", "1.2e3", "1.2e-3", "3×10⁴",
            "3·10⁻⁴", "97.5 %",
            "975 ‰", "1.2 million", "1.23 M", "12 k", "5 steps", "about 5", "5–7", "1/2", "", " 4 ", "**4**", "`4`",
            "4\\%", "$4$", "1e400", "٣",
            "00012", "0.1234567890123456789", "99999999999999999999",
        ]

        /// `fix` changes only the texts of links to values, and leaves its own results unchanged.
        @Test(arguments: seeds(2))
        func aloneAreRewritten(seed: UInt64) throws {
            let book = Self.books[Int(seed % UInt64(Self.books.count))]
            try Trial.run(seed, on: Desk(built: book)) { trial in
                try Self.mutate(trial)
                let before = try trial.desk.files("Chapters")
                let shown = try trial.read("fix")
                trial.expect(try trial.desk.files("Chapters") == before, "fix has written without being told to")
                let written = try trial.read("fix --write")
                let after = try trial.desk.files("Chapters")
                trial.expect(
                    after.mapValues(Self.masked) == before.mapValues(Self.masked),
                    "more than numbers has changed"
                )
                trial.expect(shown.code == 3 || shown.code == 5 || after == before, "\(shown) \(written)")
                guard written.code != 5, written.output == shown.output else {
                    return trial.expect(written.code == shown.code, "\(shown) \(written)")
                }
                let again = try trial.read("fix")
                trial.expect(again.output.isEmpty, "a second time: \(again)")
                trial.expect(again.code == written.code, "\(written) \(again)")
            }
        }

        /// Changes numbers, the text around them and other prose, but no directive.
        private static func mutate(_ trial: Trial) throws {
            let names = try trial.desk.files("Chapters").keys.filter { $0.hasSuffix(".md") || $0 == "book.yml" }
                .sorted()
            for _ in 0..<trial.chance.number(1...8) {
                let name = "Chapters/" + trial.chance.element(names)
                let mutation = trial.chance.element(mutations)
                trial.note("\(name): \(mutation.name)")
                var data = try trial.desk.data(name)
                mutation.change(&data, &trial.chance)
                try trial.desk.write(data, to: name)
            }
        }

        private static let mutations =
            [
                Mutation(matches: "\\[[^\\[\\]]*\\](?=\\(value:)", "another number") { _, chance in
                    "[\(chance.element(numbers))]"
                },
                Mutation(matches: "\\[[^\\[\\]]*\\](?=\\(value:)", "a number between others") { text, chance in
                    let signs = [
                        "é", "👩‍👩‍👧", "\t", "  ", "`code`", "$x$", "e\u{301}", "**", "_", "\\", "&nbsp;", "<b>", "漢", "\r",
                        "[", "]",
                    ]
                    return chance.element(signs) + text
                },
                Mutation(matches: "\\[[^\\[\\]]*\\]\\(value:[^)\n]*\\)", "a number again") { text, chance in
                    text + chance.element([" ", "", "\n", "; ", " %", " ‰", "\\\n"]) + text
                },
                Mutation(matches: "\\[[^\\[\\]]*\\]\\(value:[^)\n]*\\)", "a number where none is read") {
                    text,
                    chance in
                    let around = [
                        ("`", "`"), ("\n```\n", "\n```\n"), ("<!-- ", " -->"), ("$", "$"), ("\\", ""),
                        ("\n\n    ", "\n\n"), ("> ", ""), ("| ", " |"), ("[", "](#x)"),
                    ]
                    let (before, after) = chance.element(around)
                    return before + text + after
                },
                Mutation(matches: "\\]\\(value:[^)\n]*\\)", "a tolerance") { text, chance in
                    text.dropLast()
                        + chance.element([" \"±5 %\")", " '±1')", " \"±\")", " \"x\")", " (±2))", "\n\"±3\")"])
                },
            ] + Mutation.ofLines.filter { $0.name == "other line ends" || $0.name == "an empty line" }

        /// A text without the texts of its links to values.
        private static func masked(_ data: Data) -> String {
            String(decoding: data, as: UTF8.self).replacing(/\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(value:/, with: "[](value:")
        }
    }
}
