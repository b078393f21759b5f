import Foundation
import Testing

/// `Tests/Books/Sensitive`, whose first claim is evaluated for eight settings in a grid of nine.
@Suite struct SensitivityEndToEnd {
    @Test func showAVerdictInEachCell() throws {
        let desk = try Desk(built: "Sensitive")
        let page = try desk.text("Output/site/01-grid.html")
        #expect(page.contains("Reproduced in 2 of 8 settings, partly in 1, not in 5. Each cell: the trials that hold,"))
        #expect(page.contains("and the median (decades). A rate beyond"))
        #expect(page.contains("Reproduced in 1 of 3 settings, not in 2."))
        #expect(page.contains("<th scope=\"colgroup\" colspan=\"3\">momentum</th>"))
        #expect(page.contains("<th scope=\"col\">rate</th><th scope=\"col\">0</th><th scope=\"col\">0.5</th>"))
        #expect(page.contains("<span class=\"visually-hidden\"> partly, 1 of 2 trials hold</span>"))
        #expect(page.contains("<small>−5.7</small>"))
        #expect(page.matches(of: /not run/).count == 1, "the setting without a run")
        #expect(page.contains("&lt; Output/site/replay/descends.grid.sql</code>"))
        #expect(try desk.text("Output/site/replay/descends.grid.sql").contains("GROUP BY lr, momentum"))
    }

    /// Eight of nine fill a grid; three of nine would leave it mostly empty.
    @Test func listTheSettingsWhereMostWereNotRun() throws {
        let desk = try Desk("Sensitive")
        let diagonal = "WHERE (lr, momentum) IN (VALUES (0.1, 0.0), (0.21, 0.5), (0.5, 0.9))"
        try desk.edit("Chapters/01-grid.md", "WHERE lr < 0.4 OR momentum > 0", diagonal)
        try desk.call("build")
        let page = try desk.text("Output/site/01-grid.html")
        #expect(page.contains("<th scope=\"col\">rate, momentum</th><th scope=\"col\">verdict</th>"))
        #expect(page.contains("<th scope=\"row\">0.1, 0</th>"))
        #expect(!page.contains("not run"))
    }

    @Test func sayThatNoSettingHasATrial() throws {
        let desk = try Desk("Sensitive")
        try desk.edit("Chapters/01-grid.md", "WHERE lr < 0.4 OR momentum > 0", "WHERE lr < 0")
        try desk.call("build")
        #expect(try desk.text("Output/site/01-grid.html").contains("No setting has a trial. A rate beyond"))
        #expect(try desk.text("Output/claims.tsv").contains("descends\treproduced\treproduced\n"))
    }

    @Test func keepTheirOwnVerdict() throws {
        let desk = try Desk(built: "Sensitive")
        #expect(try desk.text("Output/claims.tsv").contains("descends\treproduced\treproduced\n"))
        #expect(try desk.call("check").output == "2 claims, 3 numbers of the prose: all in order\n")
        try desk.edit("Chapters/01-grid.md", "[2](value:descends.sens", "[5](value:descends.sens")
        #expect(try desk.call("check").notes.contains("the prose says 5, the result is 2"))
    }

    @Test func tellProgramsOfEachCell() throws {
        let desk = try Desk(built: "Sensitive")
        let report = try JSONSerialization.jsonObject(with: desk.data("Output/report.json")) as? [String: Any]
        let claims = try #require(report?["claims"] as? [[String: Any]])
        let grid = try #require(claims[0]["sensitivity"] as? [String: Any])
        let cells = try #require(grid["cells"] as? [[String: Any]])
        #expect(grid["rows"] as? String == "lr" && grid["columns"] as? String == "momentum")
        #expect(cells.map { $0["verdict"] as? String }.filter { $0 == "not reproduced" }.count == 5)
        #expect(cells[1]["row"] as? String == "0.1" && cells[1]["column"] as? String == "0.5")
        #expect(try #require(cells[1]["median"] as? Double) < -17)
    }
}
