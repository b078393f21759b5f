import Foundation
import Testing

/// `spikebook new optimizer` writes an optimizer that compiles, passes its laws and is formatted.
///
/// Its output for `new-rule` is compiled into the tests of Training, which check its laws. This suite compares the
/// output with those files.
@Suite struct NewOptimizerCommandEndToEnd {
    private static let root = Desk.books.appending(path: "../..").standardized
    private static let edited = ["Sources/Training/Catalogue/Catalogue.swift", "Tests/TrainingTests/OwnRules.swift"]

    /// A desk with the parts of the repository that the command reads.
    private static func checkout() throws -> Desk {
        let desk = try Desk()
        for path in edited + ["Tests/TrainingTests/OptimizerLaws.swift", "Sources/Training/Optimizers/SGD.swift"] {
            try desk.write(try Data(contentsOf: root.appending(path: path)), to: path)
        }
        return desk
    }

    private static func compiled(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: "Tests/TrainingTests/\(name).swift"), encoding: .utf8)
    }

    @Test func areWhatIsCompiledAndTried() throws {
        let desk = try Self.checkout()
        #expect(try desk.call("new", "optimizer", "new-rule").code == 0)
        let rule = try desk.text("Sources/Training/Optimizers/NewRule.swift")
        // The copy among the tests needs one more import.
        #expect(try Self.compiled("NewRule").replacing("\n@testable public import Training\n", with: "") == rule)
        #expect(try Self.compiled("OptimizerNewRule") == desk.text("Tests/TrainingTests/OptimizerNewRule.swift"))
    }

    @Test func standInTheListsAndAreFormatted() throws {
        let desk = try Self.checkout()
        let first = try desk.call("new", "optimizer", "ada-z")
        #expect(first.code == 0, "\(first.notes)")
        #expect(first.output.split(separator: "\n").count == 4 && first.notes.hasPrefix("try it: swift test"))
        try FileManager.default.createDirectory(
            at: desk.folder.appending(path: "Sources/deep"),
            withIntermediateDirectories: true
        )
        #expect(try desk.call(script: "cd Sources/deep && $program new optimizer b2").code == 0)
        #expect(try desk.text(Self.edited[0]).contains("Muon.self,\n        AdaZ.self,\n        B2.self,\n    ]"))
        let own = "= [\n        \"ada-z\": \"OptimizerAdaZ\",\n        \"b2\": \"OptimizerB2\",\n    ]\n"
        #expect(try desk.text(Self.edited[1]).contains(own))
        try desk.write(try Data(contentsOf: Self.root.appending(path: ".swift-format")), to: ".swift-format")
        let lint = try desk.call(script: "swift format lint --strict --recursive Sources Tests")
        #expect(lint.code == 0, "\(lint.notes)")
        let before = try desk.files("")
        let again = try desk.call("new", "optimizer", "ada-z")
        #expect(again.code == 2 && again.notes.contains("'ada-z' would be the type AdaZ, which there is already"))
        #expect(try desk.files("") == before)
    }

    @Test func ofOneRuleAreFormattedToo() throws {
        let desk = try Self.checkout()
        #expect(try desk.call("new", "optimizer", "ada-z").code == 0)
        try desk.write(try Data(contentsOf: Self.root.appending(path: ".swift-format")), to: ".swift-format")
        #expect(try desk.call(script: "swift format lint --strict --recursive Sources Tests").code == 0)
    }

    @Test(arguments: [
        ("Ada Z", "such as 'ada-z'"), ("3x", "such as 'rule-3x'"), ("adam", "there is an optimizer 'adam' already"),
        (
            "laws",
            "OptimizerLaws, which there is already, in Tests/TrainingTests/OptimizerLaws.swift; such as 'my-laws'"
        ),
        ("double", "Double, which there is already, in Swift itself"), ("sgd-", "such as 'sgd'"),
    ])
    func needANameOfTheirOwn(_ name: String, _ told: String) throws {
        let desk = try Self.checkout()
        let before = try desk.files("")
        let outcome = try desk.call("new", "optimizer", name)
        #expect(outcome.code == 2 && outcome.notes.contains(told), "\(outcome.notes)")
        #expect(try desk.files("") == before)
    }

    @Test func areBegunInTheRepositoryOnly() throws {
        let outcome = try Desk().call("new", "optimizer", "ada-z")
        #expect(outcome.code == 2)
        #expect(outcome.notes.contains("in a clone of Spikebook's repository, and "), "\(outcome.notes)")
    }
}
