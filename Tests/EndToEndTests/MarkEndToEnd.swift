import Foundation
import Testing

/// `Tests/Books/Marks`, a book with a figure for each mark.
@Suite struct MarkEndToEnd {
    private static let figures = ["sweep", "time", "portrait", "spread", "rows", "scatter", "stretches"]

    @Test func areDrawnSmallAndTheSameAgain() throws {
        let desk = try Desk(built: "Marks")
        for name in Self.figures {
            let svg = try desk.text("Output/site/figures/fig-\(name).svg")
            #expect(svg.utf8.count < 150_000, "\(name)")
            #expect(desk.has("Output/site/figures/fig-\(name).dark.png"))
        }
        #expect(try desk.build().notes.contains("0 runs made, 0 pages written"))
        #expect(try desk.call("check").code == 0)
    }

    @Test func giveTheirCellsAndPointsAsCSV() throws {
        let desk = try Desk(built: "Marks")
        let cells = try desk.text("Output/site/figures/fig-sweep.csv").split(separator: "\n")
        #expect(cells[0] == "learning rate,beta2,value,note" && cells.count == 9)
        #expect(!cells.contains { $0.hasPrefix("0.1,0.98,") })
        let points = try desk.text("Output/site/figures/fig-scatter.csv").split(separator: "\n")
        #expect(points[0] == "point,learning rate,spikes,frontier" && points.count == 10)
        let stretches = try desk.text("Output/site/figures/fig-stretches.csv")
        #expect(stretches.contains("from,to"), "\(stretches.prefix(200))")
        let rows = try desk.text("Output/site/figures/fig-rows.csv").split(separator: "\n")
        #expect(rows[0] == "panel,row,spikes" && rows.count == 16)
        #expect(rows.contains { $0.hasPrefix("all: 9 runs,rate 0.03,") })
    }

    @Test func areNarrowerThanTheColumnWhereTheySaySo() throws {
        let page = try Desk(built: "Marks").text("Output/site/01-marks.html")
        #expect(page.contains("style=\"max-width:480px\"") && page.contains("style=\"max-width:640px\""))
    }

    @Test func tellWhichSpikeThereIsNot() throws {
        let desk = try Desk("Marks")
        try desk.edit("Chapters/01-marks.md", "view: portrait", "view: portrait\nspike: 900")
        let outcome = try desk.call("build")
        #expect(outcome.code != 0)
        #expect(outcome.notes.contains("error: fig-portrait: the run has "), "\(outcome.notes)")
        #expect(outcome.notes.contains("there is no spike 900"), "\(outcome.notes)")
    }
}
