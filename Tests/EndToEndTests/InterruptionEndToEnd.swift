import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Builds that are interrupted, killed, or run at the same time.
///
/// `Tests/Books/Many` has 24 runs.
@Suite struct InterruptionEndToEnd {
    private static let runs = 24

    private func desk() throws -> Desk { try Desk(runs: Self.runs, ofSteps: 1_000) }

    /// Starts a build and returns while its second or a later run is in progress.
    private func begin(_ desk: Desk) throws -> Desk.Call {
        let build = try desk.start(environment: ["SPIKEBOOK_PAUSE": "run"], "build", "-j", "1")
        try #require(try build.hasPaused())
        build.send(SIGCONT)
        usleep(20_000)
        return build
    }

    private func stored(_ desk: Desk) throws -> Int { try desk.number("SELECT count(*) FROM run") ?? 0 }

    /// The number of runs that a build reports as made.
    private func made(_ notes: String) throws -> Int {
        let match = try #require(notes.firstMatch(of: /(\d+) runs? made/), "\(notes)")
        return try #require(Int(match.output.1))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func saysWhatIsDone(_ signal: Int32) throws {
        let desk = try desk()
        let build = try begin(desk)
        build.send(signal)
        let outcome = try build.outcome()
        #expect(outcome.code == 130)
        #expect(outcome.notes.contains("stopping; runs in flight are given up, stored ones stay"))
        let match = try #require(
            outcome.notes.firstMatch(of: /interrupted: (\d+) of 24 runs made and stored; build again to go on\n$/)
        )
        let done = try #require(Int(match.output.1))
        #expect(done >= 1 && done < Self.runs)
        #expect(try stored(desk) == done)
        #expect(try desk.call("cache", "verify").output == "\(done) runs and \(done) analyses checked, 0 damaged\n")
        #expect(try made(desk.build().notes) == Self.runs - done)
    }

    /// A program that is stopped through its process group gets two signals at once, as `timeout` sends them.
    @Test(arguments: [SIGINT, SIGTERM])
    func takeTwoSignalsForOneWhilePagesAreDrawn(_ signal: Int32) throws {
        let desk = try Desk("Bowls")
        let build = try desk.start(environment: ["SPIKEBOOK_PAUSE": "pages"], "build")
        try #require(try build.hasPaused())
        build.send(signal)
        build.send(SIGCONT)
        let deadline = Date() + 30
        while Date() < deadline, try !build.notesSoFar.contains("stopping") { usleep(100) }
        build.send(signal)
        let outcome = try build.outcome()
        #expect(outcome.code == 130)
        #expect(outcome.notes.hasSuffix("interrupted; what was stored stays\n"), "\(outcome.notes)")
        #expect(desk.has("Output/spikebook.sqlite.seal") && !desk.has("Output/spikebook.sqlite-wal"))
        #expect(try made(desk.build().notes) == 0)
    }

    @Test func goOnAfterAKill() throws {
        let desk = try desk()
        let build = try begin(desk)
        build.send(SIGKILL)
        _ = try build.outcome()
        let done = try stored(desk)
        #expect(done >= 1 && done < Self.runs)
        let next = try desk.build()
        #expect(!next.notes.contains("archive:"), "\(next.notes)")
        #expect(try made(next.notes) == Self.runs - done)
        #expect(try desk.call("cache", "verify").output == "24 runs and 24 analyses checked, 0 damaged\n")
    }

    @Test func shareOneArchive() throws {
        let desk = try desk()
        let builds = try [desk.start("build", "-j", "1"), desk.start("build", "-j", "1")]
        let outcomes = try builds.map { try $0.outcome() }
        for outcome in outcomes { #expect(outcome.code == 0, "\(outcome.notes)") }
        #expect(try outcomes.map { try made($0.notes) }.reduce(0, +) == Self.runs)
        #expect(try stored(desk) == Self.runs)
        #expect(try desk.build().notes.contains("0 runs made, 0 pages written"))
        let site = try desk.files("Output/site")
        try desk.remove("Output/site")
        try desk.build("--frozen")
        #expect(try desk.files("Output/site") == site)
    }
}
