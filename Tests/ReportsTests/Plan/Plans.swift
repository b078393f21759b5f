import Diagnostics
import Experiments
import Foundation
import Storage
import Testing

@testable import Reports

/// Resolved labels, experiments and references of books.
@Suite struct Plans {
    private static func query(_ id: String, hidden: Bool = false) -> String {
        "```{query}\nid: \(id)\nsql: SELECT 1 AS a\ncaption: One.\nhidden: \(hidden)\n```\n\n"
    }

    private static func experiment(_ id: String, needs: [String] = [], steps: Int = 10) -> String {
        """
        ```{experiment}
        id: \(id)
        model: quadratic
        optimizer: sgd
        steps: \(steps)
        needs: [\(needs.joined(separator: ", "))]
        ```


        """
    }

    @Test func numberByKindAndChapter() throws {
        let first = "# One\n\n" + Self.query("a") + Self.query("secret", hidden: true) + Self.query("b")
        let second = "# Two\n\n## Part\n\n$$x$$ {#eq-x}\n\n" + Self.query("c")
        let labels = try Shelf([first, second]).plan().labels
        #expect(["a", "b", "c"].map { labels.labels[$0]?.text } == ["Table 1.1", "Table 1.2", "Table 2.1"])
        #expect(labels.labels["secret"]?.number == "")
        #expect(labels.labels["1-chapter"]?.text == "Chapter 1")
        #expect(labels.labels["c"]?.page == "2-chapter.html")
    }

    @Test func preferTheHeadingsOfTheirOwnChapter() throws {
        let text = "# Title\n\n## Setup\n\nWords.\n"
        let labels = try Shelf([text, text, "# Third\n\n## Only here\n"]).plan().labels
        #expect(labels.label("setup", from: 0)?.page == "1-chapter.html")
        #expect(labels.label("setup", from: 1)?.page == "2-chapter.html")
        #expect(labels.label("setup", from: 2) == nil, "two chapters have it")
        #expect(labels.label("only-here", from: 0)?.page == "3-chapter.html")
    }

    @Test func changeTheFingerprintOfChaptersThatMayReferToThem() throws {
        func fingerprint(_ chapters: String...) throws -> String {
            let plan = try Shelf(chapters).plan()
            return plan.labels.fingerprint(of: plan.book.chapters[0])
        }
        let (own, other) = ("# One\n\n" + Self.query("a"), "# Two\n\n" + Self.query("b"))
        let before = try fingerprint(own, other)
        #expect(try fingerprint(own + "More words.\n", other) == before)
        #expect(try fingerprint("# One\n\n" + Self.query("z") + Self.query("a"), other) != before)
        #expect(try fingerprint(own + "## Heading\n", other) != before)
        // The number of another chapter's second table matters only to chapters that refer to it.
        let renumbered = "# Two\n\n" + Self.query("c") + Self.query("b")
        #expect(try fingerprint(own, renumbered) == before)
        #expect(try fingerprint(own + "See [](#b).\n", renumbered) != fingerprint(own + "See [](#b).\n", other))
    }

    @Test func reportACircleOfNeedsOnce() throws {
        let text =
            "# One\n\n" + Self.experiment("a", needs: ["b"]) + Self.experiment("b", needs: ["c"])
            + Self.experiment("c", needs: ["a"])
        let plan = try Shelf([text]).plan()
        #expect(plan.faults.map(\.message) == ["the needs go in a circle: a → b → c → a"])
        let own = try Shelf(["# One\n\n" + Self.experiment("a", needs: ["a"])]).plan()
        #expect(own.faults.map(\.message) == ["the needs go in a circle: a → a"])
    }

    @Test func carryTheKeysOfWhatIsNeeded() throws {
        func key(steps: Int) throws -> String? {
            // A needed experiment may be in a later chapter.
            let chapters = [
                "# One\n\n" + Self.experiment("a", needs: ["b"]), "# Two\n\n" + Self.experiment("b", steps: steps),
            ]
            let plan = try Shelf(chapters).plan()
            #expect(plan.faults.isEmpty)
            #expect(plan.keys(ofChapter: 0).count == 2, "what is needed is made first")
            return plan.keys(ofExperiment: "a").first?.text
        }
        #expect(try key(steps: 10) == key(steps: 10))
        #expect(try key(steps: 10) != key(steps: 11))
    }

    @Test func shareRunsBetweenExperiments() throws {
        let plan = try Shelf(["# One\n\n" + Self.experiment("a") + Self.experiment("b")]).plan()
        #expect(plan.keys.count == 1)
        #expect(plan.members.map(\.experiment) == ["a", "b"])
    }

    @Test func namePlacesOfBothOfTwoEqualIDs() throws {
        let plan = try Shelf(["# One\n\n" + Self.query("a"), "# Two\n\n" + Self.query("a")]).plan()
        let fault = try #require(plan.faults.first)
        #expect(plan.faults.count == 1)
        #expect(fault.place == Place(file: "Book/2-chapter.md", line: 4, column: 5, length: 1))
        #expect(fault.help == "the first is at Book/1-chapter.md:4; rename one of them")
    }

    @Test func readWhatCanBeReadOfAFaultyConfiguration() throws {
        let configuration = "title: [a]\nsentense: x\ngroups:\n  - {title: 1}\n  - {claims: [nothing]}\nfindings: 3\n"
        let plan = try Shelf(["No title.\n"], configuration: configuration).plan()
        let places = plan.faults.map { "\($0.place?.file.suffix(8) ?? ""):\($0.place?.line ?? 0) \($0.id)" }
        #expect(
            places == [
                "apter.md:1 chapter.untitled", "book.yml:1 book.wrong-type", "book.yml:2 book.unknown-key",
                "book.yml:4 book.wrong-type", "book.yml:5 reference.claim", "book.yml:6 book.wrong-type",
            ]
        )
    }
}
