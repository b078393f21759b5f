import Diagnostics
import Testing

@testable import Cells

/// What the compiler says becomes faults of the chapter.
@Suite struct CompilerMessages {
    private let cell = CellTexts.cell("let a = b\n    static let settings = [c]\n")
    private let file = "Chapters/01 \"a\".md"

    @Test func becomeFaultsAtTheirPlaces() throws {
        let output = """
            \(file):12:9: error: cannot find 'b' in scope
            let a = b
                    ^
            \(file):12:9: note: did you mean 'a'?
            \(file):12:9: error: cannot find 'b' in scope
            \(file):12:1: warning: never used
            """
        let faults = CompilerMessage.faults(in: output, of: cell)
        try #require(faults.count == 1)
        #expect(faults[0].message == "mine: cannot find 'b' in scope" && faults[0].help == "did you mean 'a'?")
        #expect(faults[0].place?.line == 12 && faults[0].place?.column == 9)
    }

    /// Three errors of the compiler have one cause, which none of them tells.
    @Test func sayWhatSettingsLack() throws {
        let output = """
            \(file):13:28: error: generic parameter 'Owner' could not be inferred
            \(file):13:42: error: cannot infer key path type from context
            """
        let faults = CompilerMessage.faults(in: output, of: cell)
        try #require(faults.count == 1)
        #expect(faults[0].help?.contains("[Setting<Mine>]") == true)
    }

    @Test func withoutAPlaceStandAtTheHead() {
        let faults = CompilerMessage.faults(in: "ld: error: no space left", of: cell)
        #expect(faults.map(\.place?.line) == [11] && faults[0].message.contains("no space left"))
    }
}
