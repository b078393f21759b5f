import Testing

/// `Tests/Books/Foreign`: a chapter with a log, and one with a program of ten lines, which its user must allow.
@Suite struct ForeignRunsEndToEnd {
    private static let hasPython = (try? Desk().call(script: "python3 --version").code) == 0

    @Test(.enabled(if: hasPython, "python3 is not installed"))
    func areExperimentsLikeAnyOther() throws {
        let desk = try Desk("Foreign")
        let refused = try desk.call("build")
        #expect(refused.code == 5 && refused.notes.contains("made would run 'python3 train.py 0.5 0 {dir}/log.csv'"))
        #expect(!desk.has("Output/site/02-program.html"))
        #expect(try desk.call("build", "--allow-code").code == 0)
        let claims = try desk.call("claims").output
        #expect(claims.contains("one-spike  ✓ reproduced, 1 of 1"))
        #expect(claims.contains("two        ✓ reproduced, 6 of 6"))
        #expect(try desk.text("Output/site/02-program.html").contains("Gradient descent on a parabola, by a script"))
        #expect(try desk.call("build", "--frozen").code == 0, "nothing is run, and nothing need be allowed")
    }
}
