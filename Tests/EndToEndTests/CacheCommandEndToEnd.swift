import Foundation
import Testing

/// `cache rm` removes the runs of the named experiments only.
@Suite struct CacheCommandEndToEnd {
    @Test func areMadeAgain() throws {
        let desk = try Desk(built: "Bowls")
        let outcome = try desk.call("cache", "rm", "rates", "bowl")
        #expect(outcome.code == 0)
        #expect(outcome.output == "rates: 3 runs removed\nbowl: 1 run removed\n")
        #expect(try desk.call("cache", "verify").output == "1 runs and 1 analyses checked, 0 damaged\n")
        #expect(try desk.call("cache", "rm", "rates").output == "rates: 0 runs removed\n")
        #expect(try desk.build().notes.contains("4 runs made"))
    }

    @Test func areNotThoseOfAMisspeltExperiment() throws {
        let desk = try Desk(built: "Bowls")
        let outcome = try desk.call("cache", "rm", "bowl", "rate")
        #expect(outcome.code == 2)
        #expect(outcome.notes == "error: there is no experiment 'rate'; did you mean 'rates'?\n")
        #expect(try desk.number("SELECT count(*) FROM run") == 5)
        #expect(try desk.call("cache", "rm").code == 2)
    }

    @Test func mayBeThoseOfAnExperimentThatTheBookNoLongerHas() throws {
        let desk = try Desk(built: "Bowls")
        try desk.edit("Chapters/03-spike.md", "id: parabola", "id: parable")
        #expect(
            try desk.call("cache", "rm", "parabola").output
                == "parabola: 1 run removed; they were runs of parable too\n"
        )
    }

    @Test func areNotThoseThatABuildNeeds() throws {
        let desk = try Desk(runs: 6, ofSteps: 60)
        let build = try desk.start(environment: ["SPIKEBOOK_PAUSE": "pages"], "build")
        #expect(try build.hasPaused())
        let outcome = try desk.call("cache", "rm", "many")
        #expect(outcome.output.hasPrefix("many: 0 runs removed, "), "\(outcome)")
        #expect(outcome.output.hasSuffix(" stay since a build that is going on needs them\n"))
        build.send(SIGCONT)
        #expect(try build.outcome().code == 0)
    }
}
