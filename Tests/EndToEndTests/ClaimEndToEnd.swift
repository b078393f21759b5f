import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The output of `claims`, for expected and unexpected verdicts.
@Suite struct ClaimEndToEnd {
    @Test func standInALineEach() throws {
        let desk = try Desk(built: "Bowls")
        let all = try desk.call("claims")
        #expect(all.code == 0)
        try expectSnapshot(all.output, "Bowls/claims.txt")
        let one = try desk.call("claims", "rates-bound")
        #expect(
            one.output == "rates-bound  ✓ reproduced, 3 of 3\n             A run is stable just below $2/\\lambda$.\n"
        )
    }

    @Test func mayBeUndecidedOrRefuted() throws {
        let desk = try Desk(built: "Undecided")
        try expectSnapshot(try desk.call("claims").output, "Undecided/claims.txt")
        let page = try desk.text("Output/site/01-open.html")
        #expect(page.contains("The query gave no trial, so nothing is decided."))
        #expect(page.contains("A trial gave no answer (NULL), so nothing is decided."))
        #expect(page.contains("Steps 1 to 100 of 100."))
        #expect(page.contains("No spike."))
        #expect(try desk.text("Output/site/tables/none.csv") == "number,rise_start\n")
    }

    @Test func endWithOneWhenTheyDiffer() throws {
        let desk = try Desk("Undecided")
        try desk.edit("Chapters/01-open.md", "verdict: not reproduced", "verdict: reproduced")
        for command in ["build", "check", "claims"] {
            let outcome = try desk.call(command)
            #expect(outcome.code == 1, "\(command)")
            #expect(outcome.notes.contains("refuted: expected reproduced, found not reproduced"))
        }
        #expect(try desk.call("claims", "no-rows").code == 0)
        #expect(try desk.text("Output/claims.tsv").contains("refuted\tnot reproduced\treproduced\n"))
    }

    @Test func sayTheirRuleInWordsAndHoldTheNumberInTheUnit() throws {
        let desk = try Desk(built: "Bowls")
        let words = "rule: 'The loss rises *after* $\\lambda$.'\nunit: at most {} of a step"
        try desk.edit("Chapters/03-spike.md", "unit: steps\n", words + "\n")
        try desk.build()
        let page = try desk.text("Output/site/03-spike.html")
        #expect(page.contains("<dt>Rule</dt><dd>The loss rises <em>after</em>"))
        #expect(page.contains("The rule as SQL, for every row: <code>"))
        #expect(page.contains("<dd class=\"claim-number\">at most "))
        #expect(!page.contains("{}"))
    }

    @Test func areListedWithoutTheirCounts() throws {
        let desk = try Desk(built: "Bowls")
        let list = try desk.text("Output/claims.tsv")
        try desk.edit(
            "Chapters/01-descent.md",
            "WHERE a.experiment = 'bowl'",
            "WHERE a.experiment = 'bowl' AND a.step < 50"
        )
        #expect(try desk.call("claims", "falls").output.contains("reproduced, 48 of 48"))
        #expect(try desk.call("check").code == 0, "only a count is another")
        try desk.build()
        #expect(try desk.text("Output/claims.tsv") == list)
        try desk.edit("Chapters/02-rates.md", "verdict: partly", "verdict: reproduced")
        #expect(try desk.call("check").notes.contains("does not tell the present verdicts"))
    }

    @Test func areReadByPrograms() throws {
        let desk = try Desk("Undecided")
        try desk.edit("Chapters/01-open.md", "verdict: not reproduced", "verdict: reproduced")
        try desk.call("build")
        let json = try desk.call("claims", "--format", "json")
        #expect(json.code == 1)
        let list = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(list.compactMap { ($0["outcome"] as? [String: Any])?["verdict"] as? String }.count == 3)
        let junit = try desk.call("claims", "--format", "junit")
        #expect(junit.code == 1)
        let counter = ElementCounter()
        let parser = XMLParser(data: Data(junit.output.utf8))
        parser.delegate = counter
        #expect(parser.parse(), "\(junit.output)")
        #expect(counter.counts == ["testsuite": 1, "testcase": 3, "failure": 1, "system-out": 3])
        #expect(counter.title == "Open questions & <answers>")
    }

    @Test func areOfTheBookAsItIs() throws {
        let desk = try Desk("Bowls")
        try desk.build("2")
        #expect(try desk.call("claims").code == 3)
        try desk.build()
        try desk.edit("Chapters/01-descent.md", "steps: 120", "steps: 130")
        for command in ["claims", "fix", "check"] {
            let outcome = try desk.call(command)
            #expect(outcome.code == 3)
            #expect(outcome.notes.contains("another version of the book: run 'spikebook build'"), "\(command)")
        }
    }
}

/// Counts the elements of an XML text.
private final class ElementCounter: NSObject, XMLParserDelegate {
    private(set) var counts: [String: Int] = [:]
    private(set) var title: String?

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        counts[name, default: 0] += 1
        title = title ?? attributes["name"]
    }
}
