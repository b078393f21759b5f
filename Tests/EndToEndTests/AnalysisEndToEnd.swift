import Foundation
import Testing

/// A changed spike detector analyses the stored traces again, without any run.
@Suite struct AnalysisEndToEnd {
    private static let chapter = """
        # Spikes

        The rule of spikes.

        ```{experiment}
        id: parabola
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {adam: {lr: 0.3, beta1: 0.9, beta2: 0.98}}
        steps: 440
        sweep: {detector.rise: [1, 100]}
        detector: {window: 12, lookback: 400, floor: 1e-300}
        ```

        ```{experiment}
        id: search
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {adam: {lr: 0.3, beta1: 0.9, beta2: 0.98}}
        steps: 440
        detector: {window: 12, rise: 1, lookback: 400, floor: 1e-300}
        bisect: {setting: optimizer.adam.lr, low: 0.001, high: 0.3, halvings: 2, until: spikes}
        ```

        ```{query}
        id: found
        sql: SELECT r.variant, r.spikes, count(s.number) AS rows FROM run r LEFT JOIN spike s USING (run) WHERE r.experiment = 'parabola' GROUP BY r.run
        caption: The spikes.
        ```

        """

    private func desk() throws -> Desk {
        try Desk(chapter: Self.chapter, in: "01-spikes.md", configuration: "title: Spikes\n")
    }

    private func spikes(_ desk: Desk) throws -> [String] {
        let sql = "SELECT spikes FROM run WHERE experiment = 'parabola' ORDER BY run"
        return try desk.call("query", "--csv", sql).output.split(separator: "\n").dropFirst().map(String.init)
    }

    @Test func shareOneTraceUnderSeveralRules() throws {
        let desk = try desk()
        // Two detectors analyse one run. The search is a run of its own.
        #expect(try desk.build().notes.contains("\n2 runs made, "))
        let found = try spikes(desk)
        #expect(found.count == 2 && Int(found[0]) ?? 0 > 0 && found[1] == "0", "\(found)")
        #expect(try desk.number("SELECT count(DISTINCT key) FROM member WHERE experiment = 'parabola'") == 1)
        let page = try desk.text("Output/site/01-spikes.html")
        #expect(page.contains("detector.rise"))
    }

    @Test func areAnalysedAnewAndNotMadeAgain() throws {
        let desk = try desk()
        try desk.build()
        let before = try (spikes(desk), desk.text("Output/site/01-spikes.html"))
        try desk.edit("Chapters/01-spikes.md", "[1, 100]", "[100, 200]")
        let status = try desk.call("status")
        #expect(status.code == 3 && status.output.contains("parabola  2 of 2 fresh, 1 to be analysed\n"), "\(status)")
        #expect(try desk.call("explain", "parabola").output.contains("\n    detector.rise: 100 → 200\n"))
        #expect(try desk.call("check").code == 3)
        let frozen = try desk.call("build", "--frozen")
        #expect(frozen.code == 4 && frozen.notes.contains("1 run is not analysed, and --frozen analyses nothing:\n"))
        let build = try desk.build()
        let told =
            "1 stored run is analysed anew, not made again, since the detector or the code of the analysis changed"
        #expect(build.notes.contains(told + ": of parabola\n"))
        #expect(build.notes.contains("\n0 runs made, 1 analysed anew, "), "\(build.notes)")
        #expect(try spikes(desk) == ["0", "0"] && spikes(desk) != before.0)
        #expect(try desk.text("Output/site/01-spikes.html") != before.1)
        #expect(try desk.build().notes.contains("0 runs made, 0 pages written"))
        // The earlier analysis is garbage. It can be made again without a run.
        #expect(try desk.call("cache", "gc").output.hasPrefix("0 runs removed, 1 outdated analysis, "))
        try desk.edit("Chapters/01-spikes.md", "[100, 200]", "[1, 100]")
        #expect(try desk.build().notes.contains("\n0 runs made, 1 analysed anew, "))
        #expect(try spikes(desk) == before.0 && desk.text("Output/site/01-spikes.html") == before.1)
    }

    @Test func areMadeAgainWhereABisectionLooksForSpikes() throws {
        let desk = try desk()
        try desk.build()
        try desk.edit("Chapters/01-spikes.md", "window: 12, rise: 1,", "window: 11, rise: 1,")
        #expect(try desk.call("explain", "search").output.contains("\n    detector.window: 12 → 11\n"))
        #expect(try desk.build().notes.contains("\n1 run made, "))
    }

    @Test func areAnalysedAnewWhenTheAnalysisIsDamaged() throws {
        let desk = try desk()
        try desk.build()
        let found = try spikes(desk)
        try desk.changeArchive("UPDATE stored_phase SET last = last + 1 WHERE analysis = 1 AND number = 1")
        let healed = try desk.build()
        #expect(healed.notes.components(separatedBy: "archive: the stored analysis ").count == 2, "\(healed.notes)")
        #expect(healed.notes.contains("; it is made anew from its trace\n"))
        #expect(healed.notes.contains("\n0 runs made, 1 analysed anew, "), "\(healed.notes)")
        #expect(try spikes(desk) == found)
        #expect(try !desk.build().notes.contains("archive:"))
    }

    @Test func areCarriedWithTheirAnalyses() throws {
        let desk = try desk()
        try desk.build()
        try desk.call("cache", "export", "small.sqlite")
        let other = try self.desk()
        try other.write(try desk.data("small.sqlite"), to: "small.sqlite")
        try other.call("cache", "import", "small.sqlite")
        #expect(try other.call("cache", "verify").output == "2 runs and 3 analyses checked, 0 damaged\n")
        #expect(try other.build("--frozen").notes.contains("0 runs made, "))
        #expect(try other.files("Output/site") == desk.files("Output/site"))
    }
}
