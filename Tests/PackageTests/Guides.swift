import Foundation
import Testing

/// The code in the guides equals code that the tests compile.
@Suite struct Guides {
    @Test(arguments: [
        ("Sources/Training/Training.docc/AddingAProbe.md", 1, "Tests/TrainingTests/MomentumProbe.swift"),
        (
            "Sources/Reports/Reports.docc/AddingADirective.md", 1,
            "Sources/Reports/Directives/Aside/AsideDirective.swift"
        ),
        (
            "Sources/Reports/Reports.docc/AddingADirective.md", 2,
            "Sources/Reports/Directives/Aside/AsideDirective+Behaviour.swift"
        ),
        ("Sources/Logs/Logs.docc/AddingALogFormat.md", 1, "Tests/LogsTests/TinyLoop.swift"),
    ])
    func showCodeThatIsCompiled(guide: String, number: Int, file: String) throws {
        let pieces = try Repository.text(guide).components(separatedBy: "```swift\n")
        try #require(pieces.count > number)
        let code = pieces[number].prefix(upTo: try #require(pieces[number].range(of: "```")).lowerBound)
        // The code is indented within a list, and lacks the import of the module that it would be part of.
        let shown = code.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.drop { $0 == " " }) }
        let compiled = try Repository.text(file).replacing("\n@testable public import Training\n", with: "")
            .replacing("@testable import Logs\n\n", with: "")
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0.drop { $0 == " " }) }
        #expect(shown == compiled)
    }

    /// The cells of the guide are those of a chapter that a test builds.
    @Test(arguments: [1, 2]) func showCellsThatAreBuilt(number: Int) throws {
        func lines(_ text: some StringProtocol) -> [String] {
            text.split(separator: "\n").map { String($0.drop { $0 == " " }) }
        }
        let pieces = try Repository.text("Sources/Cells/Cells.docc/Cells.md").components(separatedBy: "```swift\n")
        let code = pieces[number].prefix(upTo: try #require(pieces[number].range(of: "```")).lowerBound)
        let built = lines(
            try Repository.text("Tests/EndToEndTests/CellEndToEnd.swift").replacing(#"\\."#, with: #"\."#)
        )
        let shown = lines(code)
        #expect(built.indices.contains { built[$0...].starts(with: shown) }, "\(shown)")
    }
}
