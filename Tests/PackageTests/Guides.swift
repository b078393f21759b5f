import Foundation
import Testing

/// What guides show is what tests compile.
@Suite struct Guides {
    @Test(arguments: [
        ("Sources/Training/Training.docc/AddingAProbe.md", "Tests/TrainingTests/MomentumProbe.swift"),
        ("Sources/Reports/Reports.docc/AddingADirective.md", "Sources/Reports/Directives/Aside/AsideDirective.swift"),
    ])
    func showCodeThatIsCompiled(guide: String, file: String) throws {
        let text = try Repository.text(guide)
        let start = try #require(text.range(of: "```swift\n"))
        let end = try #require(text[start.upperBound...].range(of: "```"))
        // The code stands within a list; where it belongs, it needs no import of the module that it is then part of.
        let shown = text[start.upperBound..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.drop { $0 == " " }) }
        let compiled = try Repository.text(file).replacing("\n@testable public import Training\n", with: "")
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0.drop { $0 == " " }) }
        #expect(shown == compiled)
    }
}
