import Programs
import Testing

@testable import Cells

/// What is told of a worker that was ended by a signal.
@Suite struct CellTraps {
    private let cells = [CellTexts.cell("let a = 1")]
    private let file = "Chapters/01 \"a\".md"

    private func told(_ output: String, signal: Int = 4) -> ProgramFailure? {
        CellTrap(ProgramFailure("'cell' was ended by signal \(signal) (x): …", output: output), in: cells)?.failure
    }

    @Test func nameTheLineAndTheReason() throws {
        let failure = try #require(told("seen\n\(file):14: Fatal error: I give up\n*** Signal 4"))
        #expect(failure.description.hasSuffix("stopped at \(file):14: I give up") && failure.output == "seen")
    }

    @Test func findTheLineInABacktrace() throws {
        let failure = try #require(told("seen\n*** Signal 4: Backtracing from 0x1\n0 0x1 f in 0.so at \(file):17:3"))
        #expect(failure.description.contains("at \(file):17: a trap"))
    }

    @Test func tellOfMemory() throws {
        let failure = try #require(told("Fatal error: failed to allocate 80 bytes", signal: 6))
        #expect(failure.description.contains("memory"))
    }

    @Test func leaveOtherFailuresAlone() {
        #expect(CellTrap(ProgramFailure("'cell' ended with exit code 7", output: ""), in: cells) == nil)
    }
}
