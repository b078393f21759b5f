import Experiments
import Foundation
import Settings
import Storage
import Testing
import TestSupport
import Traces
import Training

@testable import Reports

/// The reference page.
@Suite struct ReferencePages {
    private let folder = TestFolder.new("reference")

    /// A book with the given chapters.
    private func book(_ chapters: [String: String]) throws -> Book {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("title: A book\n".utf8).write(to: folder.appending(path: "book.yml"))
        for (name, text) in chapters { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try Book(folder: folder, shownAs: "Book")
    }

    private var html: String {
        get throws {
            try PageTemplates().render(AppendixView(title: "Reference", lead: "", sections: ReferencePage.sections))
                .text
        }
    }

    @Test func holdsEveryUnitSettingAndColumn() throws {
        let html = try html
        for kind in ExperimentReference.kinds {
            #expect(html.contains("<h2 id=\"\(kind.key)\">"), "\(kind.key)")
            for unit in kind.descriptions {
                if kind.isNamed { #expect(html.contains("<h3 id=\"\(kind.key)-\(unit.name)\">"), "\(unit.name)") }
                for row in unit.rows { #expect(html.contains("<code>\(row.name)</code>"), "\(row.name)") }
            }
        }
        for column in DeclaredColumns.all { #expect(html.contains("<code>\(column.name)</code>"), "\(column.name)") }
        for table in ArchiveSchema.tables { #expect(html.contains("<h3 id=\"table-\(table.name)\">"), "\(table.name)") }
        for mark in Marks.kinds { #expect(html.contains("<code>\(mark.name)</code></h4>"), "\(mark.name)") }
        #expect(html.contains("<h3 id=\"directive-claim\">"))
    }

    @Test func namesEachPlaceOnce() throws {
        let ids = try html.matches(of: /id="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_-]*/) != nil })
    }

    /// An experiment's keys are listed once, not again among the directive's own.
    @Test func tellsTheKeysOfAnExperimentOnce() throws {
        let directives = try #require(ReferencePage.sections.first { $0.id == "directives" })
        #expect(directives.entries[0].rows.map { $0[0] } == ["id", "title", "needs"])
        #expect(directives.entries.contains { $0.rows.contains { $0[0] == "sql" } })
    }

    @Test func isFoundByItsWords() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let book = try book(["01-a.md": "# A\n"])
        let entries = ReferencePage.searchEntries(page: "reference.html", cells: Plan(book).cells)
        let adam = try #require(entries.first { $0.title == "adam" })
        #expect(adam.href == "reference.html#optimizer-adam" && adam.text.contains("beta2"))
        let trace = try #require(entries.first { $0.href == "reference.html#table-trace" })
        #expect(trace.text.contains("lambda_max") && trace.context == "Reference · Tables of the archive")
        let html = try html
        for entry in entries {
            let anchor = try #require(entry.href.split(separator: "#").last)
            #expect(html.contains("id=\"\(anchor)\""), "\(entry.href)")
        }
    }

    @Test func explainsTheSettingsOfAnExperiment() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let book = try book(["01-a.md": "# A\n"])
        let pairs = [
            ("optimizer.adam.beta2", "optimizer-adam"), ("detector.rise", "detector"), ("steps", "experiment"),
            ("seed", "experiment"), ("guards", "guards"), ("probes", "probes"), ("optimizer.none.x", "optimizer"),
        ]
        let html = try html
        for (path, anchor) in pairs {
            #expect(ReferencePage.address(ofSetting: path, in: book) == "reference.html#\(anchor)")
            #expect(html.contains("id=\"\(anchor)\""))
        }
        #expect(ReferencePage.address(ofSetting: "files.data.csv", in: book) == "")
    }

    @Test func givesWayToAChapterOfItsName() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let book = try book(["reference.md": "# A\n", "book-reference.md": "# B\n"])
        #expect(book.chapters.count == 2)
        #expect(book.referencePage == "book-book-reference.html")
    }

    @Test func marksCodeOnlyBetweenTwoBackticks() {
        #expect("a `b < c` d".codeMarked.text == "a <code>b &lt; c</code> d")
        #expect("a ` b & c".codeMarked.text == "a ` b &amp; c")
        #expect("`a` `b`".codeMarked.text == "<code>a</code> <code>b</code>")
        #expect("plain".codeMarked.text == "plain")
    }
}
