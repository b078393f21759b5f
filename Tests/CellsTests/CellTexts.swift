import Diagnostics
import Testing

@testable import Cells

/// The text that the compiler gets, and the places of the chapter behind it.
@Suite struct CellTexts {
    private static let code = """
        struct Mine: Optimizer {
            func update<S: Scalar>(_ state: OptimizerState<S>) { let η = stat.step }
        }
        private struct Hidden {}
        struct General<T> {}
        final class Other {}
        """

    static func cell(_ code: String) -> CellSource {
        CellSource(
            id: "mine",
            code: code,
            limit: 60,
            place: Place(file: "Chapters/01 \"a\".md", line: 12),
            head: Place(file: "Chapters/01 \"a\".md", line: 11, column: 9)
        )
    }

    @Test func haveTheLinesOfTheChapter() {
        let lines = CellText(Self.cell(Self.code)).code.split(separator: "\n")
        #expect(lines[1] == #"#sourceLocation(file: "Chapters/01 \"a\".md", line: 12)"#)
        #expect(lines[2] == "struct Mine: Optimizer {" && lines.count == 8)
    }

    @Test func nameTheTypesThatOtherFilesSee() {
        let entry = CellText(Self.cell(Self.code)).entry
        #expect(entry.contains("[Mine.self, Other.self]"))
    }

    /// Loops over elements see vectors whose memory is known not to change; that moves no line.
    @Test func giveAnOptimizersStepViews() {
        let head = "func update<S: Scalar>(_ state: OptimizerState<S>, _ theta: Vector<S>, gradient: Vector<S>) {"
        let cell = Self.cell("\(head)\n    state.step += 1\n}")
        let lines = CellText(cell, hasViews: true).code.split(separator: "\n")
        #expect(lines.count == 5 && lines[2].hasSuffix("= StateView.step(state, theta, gradient)"))
        #expect(!CellText(cell).code.contains("StateView"))
    }

    /// A generic function is compiled for both precisions; that moves no column.
    @Test func leadBackToTheChaptersColumns() throws {
        let text = CellText(Self.cell(Self.code))
        let line = try #require(text.code.split(separator: "\n").first { $0.contains("stat.step") })
        #expect(line.hasPrefix("    @specialized(where S == Double) @specialized(where S == Float) func update"))
        let column = try #require(line.utf8.firstRange(of: "stat.step".utf8)?.lowerBound)
        let byte = line.utf8.distance(from: line.utf8.startIndex, to: column) + 1
        let place = text.place(line: 13, column: byte)
        let written = Self.code.split(separator: "\n")[1]
        let wanted = try #require(written.firstRange(of: "stat.step")?.lowerBound)
        #expect(place.line == 13 && place.column == written.distance(from: written.startIndex, to: wanted) + 1)
    }
}
