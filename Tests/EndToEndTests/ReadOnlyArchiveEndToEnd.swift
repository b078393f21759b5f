import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Commands that only read need write permission neither for the archive nor for its folder.
@Suite struct ReadOnlyArchiveEndToEnd {
    private static let commands: [(line: String, code: Int32)] = [
        ("check", 0), ("status", 0), ("claims", 0), ("fix", 0), ("explain bowl", 0), ("query SELECT_1", 0),
        ("cache stats", 0), ("query --tables run", 0),
    ]

    /// Calls the program as a user who may not write files of the owner.
    ///
    /// The system's administrator may write anywhere.
    private func call(_ line: String, on desk: Desk) throws -> Desk.Outcome {
        let user = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        let words = line.split(separator: " ").map { "'\($0.replacing("_", with: " "))'" }.joined(separator: " ")
        return try desk.call(script: "exec \(user)\"$program\" \(words)")
    }

    private func lock(_ desk: Desk, folder: Bool) throws {
        let paths = folder ? "Output Output/site" : "Output/spikebook.sqlite Output/spikebook.sqlite.seal"
        let outcome = try desk.call(script: "chmod a+rX . Chapters Chapters/* Output && chmod a-w \(paths)")
        #expect(outcome.code == 0, "\(outcome)")
    }

    private func unlock(_ desk: Desk) throws { try desk.call(script: "chmod -R u+w Output") }

    @Test(arguments: [true, false])
    func areReadByAllThatOnlyReads(folder: Bool) throws {
        let desk = try Desk(built: "Bowls")
        try lock(desk, folder: folder)
        let before = try desk.files("Output")
        for command in Self.commands {
            let outcome = try call(command.line, on: desk)
            #expect(outcome.code == command.code, "\(command.line): \(outcome)")
        }
        #expect(try call("query --csv SELECT_count(*)_FROM_trace", on: desk).output == "count(*)\n1643\n")
        #expect(try desk.files("Output") == before)
        try unlock(desk)
    }

    @Test func areReadWithoutASeal() throws {
        let desk = try Desk(built: "Bowls")
        try desk.remove("Output/spikebook.sqlite.seal")
        try lock(desk, folder: true)
        #expect(try call("check", on: desk).code == 0)
        try unlock(desk)
    }

    @Test func areNotWrittenBySurprise() throws {
        let desk = try Desk(built: "Bowls")
        try desk.edit("Chapters/01-descent.md", "steps: 120", "steps: 121")
        try lock(desk, folder: true)
        for line in ["build", "cache gc", "cache rm bowl"] {
            let outcome = try call(line, on: desk)
            #expect(outcome.code == 7, "\(line): \(outcome)")
            #expect(outcome.notes.contains("cannot be opened or written"), "\(line): \(outcome)")
        }
        try unlock(desk)
    }
}
