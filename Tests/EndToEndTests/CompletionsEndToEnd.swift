import Foundation
import Testing

/// Completion of command lines in bash, by the script that the program generates.
@Suite struct CompletionsEndToEnd {
    /// The completions that bash offers for the last word of a line.
    private static func offers(for words: [String], at desk: Desk) throws -> Set<String> {
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        let outcome = try desk.call(
            script: """
                mkdir -p bin && ln -sf "$program" bin/spikebook && PATH="$PWD/bin:$PATH" bash -c '
                source <(spikebook --generate-completion-script bash)
                COMP_WORDS=(spikebook "$@") COMP_CWORD=$# COMP_LINE="spikebook $*" COMP_POINT=${#COMP_LINE}
                _spikebook spikebook "${@: -1}" "${COMP_WORDS[COMP_CWORD - 1]}"
                printf "%s\\n" "${COMPREPLY[@]}"' bash \(line)
                """
        )
        #expect(outcome.code == 0 && outcome.notes.isEmpty, "\(outcome.notes)")
        return Set(outcome.output.split(separator: "\n").map(String.init))
    }

    @Test(arguments: [
        ("explain ", "bowl parabola rates"), ("run p", "parabola"), ("build --force r", "rates"),
        ("build 02", "02-rates"), ("claims rates-", "rates-stable rates-bound"), ("claims --format j", "json junit"),
        ("catalogue opti", "optimizer"), ("catalogue optimizer adam", "adam adamw"),
        ("catalogue figure sc", "scatter"), ("dif", "diff"), ("new ", "book chapter optimizer"),
        ("explain --book None b", ""), ("explain --book=Other ", "other"), ("explain --book Other ", "other"),
    ])
    func offerTheBooksNames(_ line: String, _ expected: String) throws {
        let desk = try Desk("Bowls")
        try desk.write("title: Other\n", to: "Other/book.yml")
        let other = "# Other\n\n```{experiment}\nid: other\nmodel: quadratic\noptimizer: adam\nsteps: 3\n```\n"
        try desk.write(other, to: "Other/01-other.md")
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let offers = try Self.offers(for: words, at: desk)
        // Besides a command's own words, bash offers every option.
        let names = offers.filter { !$0.hasPrefix("-") }
        #expect(names == Set(expected.split(separator: " ").map(String.init)))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func areToldToEachShell(_ shell: String) throws {
        let outcome = try Desk().call("--generate-completion-script", shell)
        #expect(outcome.code == 0 && outcome.notes.isEmpty && outcome.output.contains("catalogue"))
    }
}
