import Charts
import Experiments
import Settings
import Testing
import Training

@testable import Reports

/// The panels of a run's preset figures.
@Suite struct RunPanels {
    /// The panel titles of a run's anatomy figure, for an optimizer at a rate that changes the parameters.
    private func anatomy(_ optimizer: String) throws -> [String] {
        let tree = Value.map([
            .init("model", .map([.init("quadratic", .map([.init("start", .number(1))]))])),
            .init("optimizer", .map([.init(optimizer, .map([.init("lr", .number(0.1))]))])),
            .init("steps", .number(300)), .init("probes", .list([.text("curvature"), .text("moments")])),
        ])
        let run = try #require(try Experiment(reading: tree).members.first).specification
        let result = try #require(try run.run())
        let record = RunRecord(
            key: RunKey(run),
            specification: "",
            seed: 0,
            origin: .here,
            wallSeconds: 0,
            finishedAt: "",
            trace: result.trace
        )
        var directive = FigureDirective()
        (directive.view, directive.window) = (.anatomy, [1, 300])
        return RunFigures(record, AnalysisRecord(of: record, as: run), run, directive).figure().panels.compactMap(
            \.title
        )
    }

    @Test(arguments: Catalogue.optimizers.map { $0.name })
    func showTheDecayOfEveryRuleThatHasOne(optimizer: String) throws {
        let unit = try #require(Catalogue.optimizers.first { $0.name == optimizer })
        // Muon's second moment covers only some of the parameters, so no Σv is recorded.
        let decays = unit.init().secondMomentDecay(at: 2) != nil && optimizer != "muon"
        #expect(try anatomy(optimizer).contains { $0.hasPrefix("Decay rate") } == decays)
    }

    @Test(arguments: ["adam", "adamw", "amsgrad", "nadam", "adan", "rmsprop"])
    func areAsManyForEveryRuleWithASecondMoment(optimizer: String) throws {
        // The strip of stages below the panels has no title.
        #expect(try anatomy(optimizer).count == 4)
    }
}
