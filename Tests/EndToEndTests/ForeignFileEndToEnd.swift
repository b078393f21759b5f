import Foundation
import Testing

/// Files in the output folder that no build has written.
@Suite struct ForeignFileEndToEnd {
    private static let mine = [
        "about.html", "404.html", "logo.png", "style-of-mine.css", "images/photo.png", "figures/drawing.svg",
        "tables/list.csv", "three.js/three.js", "katex/extra.woff2", "CNAME",
    ]

    @Test func stayWhereTheyAre() throws {
        let desk = try Desk("Bowls")
        for path in Self.mine { try desk.write("mine", to: "Output/site/\(path)") }
        try desk.build()
        #expect(desk.has("Output/site/figures/fig-loss.svg"))
        try desk.edit("Chapters/03-spike.md", "id: fig-loss", "id: fig-losses")
        try desk.build()
        #expect(!desk.has("Output/site/figures/fig-loss.svg"), "what is ours goes when no page uses it")
        for path in Self.mine { #expect(try desk.text("Output/site/\(path)") == "mine", "\(path)") }
    }

    @Test(arguments: ["index.html", "01-descent.html", "style.css", "reference.html"])
    func inAPagesPlaceAreToldBeforeAnythingIsRun(_ path: String) throws {
        let desk = try Desk("Bowls")
        try desk.write("mine", to: "Output/site/\(path)")
        let outcome = try desk.call("build")
        #expect(outcome.code == 7)
        #expect(
            outcome.notes == """
                error: Output/site/\(path) was not made by spikebook and stays as it is: move it away, or choose another \
                folder with --output

                """
        )
        #expect(try desk.text("Output/site/\(path)") == "mine")
        #expect(try desk.number("SELECT count(*) FROM run") == 0)
    }

    @Test(arguments: [false, true]) func inThePlaceOfTheSiteAreToldBeforeAnythingIsRun(isLink: Bool) throws {
        let desk = try Desk("Bowls")
        if isLink {
            let place = desk.folder.appending(path: "Output")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let link = place.appending(path: "site").path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/nowhere")
        } else {
            try desk.write("mine", to: "Output/site")
        }
        let outcome = try desk.call("build")
        #expect(outcome.code == 7)
        #expect(outcome.notes.contains("error: Output/site was not made by spikebook and stays as it is: move it away"))
        #expect(try desk.number("SELECT count(*) FROM run") == 0)
    }

    @Test func stayBehindALink() throws {
        let desk = try Desk("Bowls")
        try desk.write("mine", to: "Elsewhere/about.html")
        try desk.write("", to: "Output/.keep")
        try FileManager.default.createSymbolicLink(
            atPath: desk.folder.appending(path: "Output/site").path,
            withDestinationPath: "../Elsewhere"
        )
        try desk.build()
        #expect(try desk.text("Elsewhere/about.html") == "mine")
        #expect(desk.has("Elsewhere/index.html"))
        #expect(try desk.build().notes.contains("0 pages written"))
    }

    @Test func ofOursGoWithTheirChapterUnlessSomebodyHasChangedThem() throws {
        let desk = try Desk(built: "Bowls")
        for name in ["08-more", "09-more"] { try desk.write("# More\n\nWords.\n", to: "Chapters/\(name).md") }
        try desk.build()
        try desk.write("mine now", to: "Output/site/09-more.html")
        for name in ["08-more", "09-more"] { try desk.remove("Chapters/\(name).md") }
        let outcome = try desk.build()
        #expect(!desk.has("Output/site/08-more.html"))
        #expect(try desk.text("Output/site/09-more.html") == "mine now")
        #expect(outcome.notes.contains("site/09-more.html is no longer part of the report"))
    }
}
