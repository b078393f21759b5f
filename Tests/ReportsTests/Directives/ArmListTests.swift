import Settings
import TestSupport
import Testing

@testable import Reports

/// Lists of variants that several experiments sweep.
@Suite struct ArmListTests {
    private func lists() throws -> ArmLists {
        let yaml = "id: rules\narms:\n  - {name: plain, steps: 5}\n  - {name: n, optimizer: {nadam: {lr: \"{lr}\"}}}\n"
        let body = LocatedText(wholeFile: "a.md", text: yaml)
        let source = try LocatedValue(yaml: body)
        let directive = try ArmsDirective(reading: source.value)
        return ArmLists([PlacedDirective(directive: directive, source: source, body: body)])
    }

    @Test func takeTheRateOfTheirExperiment() throws {
        let tree: Value = ["optimizer": ["adam": ["lr": 0.25]], "sweep": "rules"]
        let sweep = try lists().laid(over: tree)["sweep"]
        #expect(sweep == [["name": "plain", "steps": 5], ["name": "n", "optimizer": ["nadam": ["lr": 0.25]]]])
    }

    @Test func leaveOtherSweepsAlone() throws {
        let tree: Value = ["sweep": ["optimizer.adam.lr": [0.1]]]
        #expect(try lists().laid(over: tree) == tree && lists().laid(over: [:]) == [:])
    }

    @Test func areFoundByTheirNames() throws {
        let fault = #expect(throws: SettingFaults.self) { try lists().laid(over: ["sweep": "ruels"]) }
        #expect(fault?.faults.first?.help == "did you mean 'rules'?" && fault?.faults.first?.path == ["sweep"])
    }
}
