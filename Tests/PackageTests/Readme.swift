import Foundation
import Reports
import Storage
import Testing
import TestSupport

/// The statements of README are true.
@Suite struct Readme {
    /// The page of tables is generated from the schema.
    ///
    /// `SPIKEBOOK_RECORD=1` rewrites it.
    @Test func leadsToTheArchivesTablesAsTheyAre() throws {
        let page = "Sources/Storage/Storage.docc/Tables.md"
        #expect(try Repository.text("README.md").contains("](\(page))"))
        let text = try Repository.text(page)
        let begin = "<!-- tables: begin -->\n"
        let end = "<!-- tables: end -->"
        let start = try #require(text.range(of: begin)?.upperBound)
        let stop = try #require(text.range(of: end)?.lowerBound)
        let tables = Self.tables
        guard text[start..<stop] != tables else { return }
        guard ProcessInfo.processInfo.environment["SPIKEBOOK_RECORD"] == "1" else {
            Issue.record("\(page) does not tell ArchiveSchema's tables: run the tests with SPIKEBOOK_RECORD=1")
            return
        }
        let rewritten = text[..<start] + tables + text[stop...]
        try rewritten.write(to: Repository.root.appending(path: page), atomically: false, encoding: .utf8)
        Issue.record("\(page) was rewritten; look at it and commit it")
    }

    /// Each table with a line for each column.
    ///
    /// The columns that identify a row's run are listed for `run` only.
    private static var tables: String {
        let place = ArchiveSchema.table("run")?.columns.prefix(4) ?? []
        return ArchiveSchema.tables.map { table in
            let isPlaced = table.name != "run" && table.columns.starts(with: place)
            let rows = table.columns.dropFirst(isPlaced ? place.count : 0).map { column in
                let unit = column.unit.isEmpty ? "" : " [\(column.unit)]"
                return "| `\(column.name)` | \(cell(column.meaning + unit)) |"
            }
            let names = isPlaced ? " After " + place.map(\.name).joined(separator: ", ") + ":" : ""
            let head = "<details><summary><b><code>\(table.name)</code></b>: \(table.summary)\(names)</summary>"
            return "\(head)\n\n| column | meaning |\n|---|---|\n\(rows.joined(separator: "\n"))\n\n</details>\n\n"
        }.joined()
    }

    /// A text as a cell of a Markdown table.
    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;")
    }

    /// The example chapter resolves without faults.
    @Test func showsAChapterThatCanBeBuilt() throws {
        let text = try Repository.text("README.md")
        let chapter = try #require(text.firstMatch(of: /````markdown\n((?:.|\n)*?)````/)?.output.1)
        let folder = TestFolder.new("readme")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("title: A book\n".utf8).write(to: folder.appending(path: "book.yml"))
        try Data(chapter.utf8).write(to: folder.appending(path: "01-first.md"))
        let plan = Plan(try Book(folder: folder, shownAs: "Book"))
        #expect(plan.faults.isEmpty, "\(plan.faults)")
        #expect(plan.keys.count == 1)
    }

    @Test func linksToWhatIsThere() throws {
        let links = try Repository.text("README.md").matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
        let relative = links.filter { !$0.contains(":") && !$0.hasPrefix("#") }
        #expect(!relative.isEmpty)
        for link in relative {
            let path = String(link.prefix { $0 != "#" })
            #expect(Repository.holds(path), "README links to \(path)")
        }
    }

    @Test func namesEveryCommand() throws {
        let readme = try Repository.text("README.md")
        let sources = try Repository.files(below: "Sources/Commands", endingIn: ".swift").map(Repository.text)
        let names = sources.flatMap { $0.matches(of: /commandName: "([a-z]+)"/).map { String($0.output.1) } }
        #expect(names.count > 10)
        for name in names { #expect(readme.contains(name), "README does not name the command \(name)") }
    }
}
