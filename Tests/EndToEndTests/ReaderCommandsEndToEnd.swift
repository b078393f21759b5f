import Foundation
import Testing

/// The commands that pages print for readers to copy.
@Suite struct ReaderCommandsEndToEnd {
    /// The commands of every page, as a browser shows them.
    private func commands(_ desk: Desk, _ site: String) throws -> [String] {
        try desk.files(site).filter { $0.key.hasSuffix(".html") }.sorted { $0.key < $1.key }.flatMap { _, data in
            let page = String(decoding: data, as: UTF8.self)
            let blocks = page.components(separatedBy: "<code class=\"language-sh\">").dropFirst()
            let lines = page.components(separatedBy: "<code>spikebook ").dropFirst().map { "spikebook " + $0 }
            return (blocks + lines).map { block in
                let text = block.components(separatedBy: "</code>")[0]
                return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
                    .reduce(text) { $0.replacing($1.0, with: $1.1) }
            }
        }
    }

    @Test func workWhereTheBuildWasStarted() throws {
        let desk = try Desk("Bowls")
        let move = try desk.call(
            script:
                "mkdir Our && mv Chapters \"Our/Book's\" && mv \"Our/Book's/02-rates.md\" \"Our/Book's/02 rates\\$.md\""
        )
        try #require(move.code == 0)
        try desk.build("--book", "Our/Book's/", "--output", "./out put")
        let commands = try commands(desk, "out put/site")
        #expect(commands.count > 8)
        #expect(
            commands.contains {
                $0.hasPrefix(#"spikebook build '02 rates$' --book 'Our/Book'\''s' --output './out put'"#)
            }
        )
        for command in commands where !command.isEmpty {
            let outcome = try desk.call(script: "set -e\nspikebook() { \"$program\" \"$@\"; }\n\(command)")
            #expect(outcome.code == 0, "\(command)\n\(outcome.notes)")
        }
        #expect(!desk.has("Output"))
    }

    @Test func nameNoFolderByDefault() throws {
        let desk = try Desk(built: "Bowls")
        let commands = try commands(desk, "Output/site")
        #expect(commands.count > 8 && !commands.contains { $0.contains("--book") || $0.contains("--output") })
        #expect(commands.contains { $0.contains("sqlite3 -readonly -header -column Output/spikebook.sqlite \"") })
    }

    @Test func followTheFoldersThoughNothingElseChanges() throws {
        let desk = try Desk(runs: 6, ofSteps: 60)
        try desk.build("--output", "Results")
        let absolute = desk.folder.appending(path: "Results").path
        try desk.build("--output", absolute)
        #expect(try commands(desk, "Results/site").contains { $0.contains(" --output \(absolute)") })
    }
}
