import Settings
import Testing
import TestSupport

@testable import Training

/// The settings of schedules, guards and starts of v that the catalogue lists.
@Suite struct GuardSettings {
    private static let kinds: [(kind: String, units: [any Configurable.Type])] = [
        ("schedule", Catalogue.schedules), ("gradient guard", Catalogue.gradientGuards),
        ("step guard", Catalogue.stepGuards), ("second-moment start", Catalogue.secondMomentStarts),
        ("rollback", [Rollback.self]), ("layers", [LayerFactors.Rule.self]),
    ]

    private static var units: [any Configurable.Type] { kinds.flatMap { $0.units } }

    /// Settings of each unit that differ from every default.
    private static let written: [String: Value] = [
        "constant": [:], "warm-up": ["steps": 7, "from": 0.25], "cosine": ["warmup_steps": 3, "floor": 0.125],
        "steps": ["changes": [["at": 2, "factor": 0.5]]], "clip-norm": ["limit": 0.5], "clip-value": ["limit": 2],
        "zclip": ["alpha": 0.5, "z_threshold": 3, "warmup_steps": 5, "eps": 0],
        "adagc": ["lambda_rel": 2, "lambda_abs": 3, "beta": 0.5, "warmup_steps": 9],
        "clip-update": ["limit": 2], "clip-update-norm": ["limit": 3],
        "from-data": ["batches": 3, "batch_size": 4, "scale": 10], "chi-square": ["scale": 10, "vectors": false],
        "rollback": [
            "rise": 1, "window": 50, "smooth": 5, "floor": 1e-20, "every": 10, "back": 30, "limit": 7,
            "batches": "skip", "skip": 30, "rate": 0.5, "rate_steps": 20, "second_moment": [4, 16], "again": 10,
            "reset": "first",
        ],
        "layer": ["match": "x*", "lr": 0.5, "gradient": 0.25],
    ]

    @Test func everySettingIsReadAndWrittenBack() throws {
        for unit in Self.units {
            let value = try #require(Self.written[unit.name], "\(unit.name) is not in the test's list")
            let read = try unit.init(reading: value)
            #expect(read.resolved == value, "\(unit.name)")
            #expect(unit.name == "constant" || read.resolved != unit.init().resolved)
            #expect(!Self.hasADefault(in: value, of: unit), "\(unit.name): the test's value must differ everywhere")
        }
    }

    private static func hasADefault(in value: Value, of unit: any Configurable.Type) -> Bool {
        guard case .map(let entries) = value else { return true }
        let defaults = unit.init().resolved
        return entries.contains { defaults[$0.name] == $0.value }
    }

    @Test func namesAreUniqueInEachList() {
        for (kind, units) in Self.kinds { #expect(Set(units.map { $0.name }).count == units.count, "\(kind)") }
    }

    @Test func theSummaryIsOneSentence() {
        for unit in Self.units {
            #expect(unit.summary.hasSuffix(".") && !unit.summary.dropLast().contains(". "), "\(unit.name)")
        }
    }

    @Test func theRatesOfEverySchedulesDefaultStayBetweenNoneAndTheBase() {
        for type in Catalogue.schedules {
            let schedule = type.init()
            #expect((1...500).allSatisfy { (0...1).contains(schedule.factor(step: $0, of: 500)) }, "\(type.name)")
        }
    }
}
