import SourceTexts
import Testing

/// The division of sources into those that affect every run and those that affect one unit's runs.
@Suite struct CoreDivisions {
    private static let list = "public enum Catalogue { static let all: [any Rule.Type] = [Plain.self, Keen.self] }"
    private static let plain = "public struct Plain: Rule { var rate = 1 }\nprivate struct Part {}"
    private static let keen = "public struct Keen: Rule { var rate = 2 }"
    private static let loop = "struct Loop { var rule: any Rule }"

    private func core(plain: String = plain, keen: String = keen, loop: String = loop) -> CoreSources {
        CoreSources(
            [plain, keen, loop].map { CoreSource(path: "Unit.swift", text: $0) },
            lists: [Self.list]
        )
    }

    @Test func keepUnitsApart() {
        let core = core()
        #expect(core.units.keys.sorted() == ["Keen", "Plain"])
        #expect(core.shared == SourceMeaning.ofSwift(Self.loop))
        let changed = self.core(plain: Self.plain.replacing("1", with: "3"))
        #expect(changed.shared == core.shared && changed.units["Keen"] == core.units["Keen"])
        #expect(changed.units["Plain"] != core.units["Plain"])
    }

    @Test(arguments: [
        "extension Loop { func sum() {} }", "extension Loop { var a: Int { 1 }\nprivate var b: Int { 1 } }",
        "extension Double: Rule {}", "infix operator <+>", "func <+> (a: Int, b: Int) -> Int { a }",
        "extension Array where Element == Int { func sum() {} }",
    ])
    func countForAllWhatCanBeUsedWithoutAName(addition: String) {
        #expect(core(plain: Self.plain + "\n" + addition).units.keys.sorted() == ["Keen"])
    }

    @Test(arguments: [
        "private extension Loop { func sum() {} }", "extension Loop { fileprivate func sum() {} }",
        "extension Plain { func sum() {} }", "extension Plain: Equatable {}", "private func sum() {}",
    ])
    func keepApartWhatNoOtherFileCanUse(addition: String) {
        #expect(core(plain: Self.plain + "\n" + addition).units.keys.sorted() == ["Keen", "Plain"])
    }

    @Test(arguments: ["let other = Plain()", "let text = \"\\(Plain.name)\"", "extension Plain {}"])
    func countForAllWhatAnotherFileNames(addition: String) {
        #expect(core(loop: Self.loop + "\n" + addition).units.keys.sorted() == ["Keen"])
        #expect(core(keen: Self.keen + "\n" + addition).units.keys.sorted() == ["Keen"])
    }

    @Test func takeACommentForNoName() {
        #expect(core(loop: Self.loop + "\n// as Plain does, \"Plain\"").units.keys.sorted() == ["Keen", "Plain"])
    }
}
