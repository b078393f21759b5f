import Settings
import Training

/// The laws of the catalogue that a unit of a cell should obey.
///
/// They suppose nothing about the rule, so no trace of another implementation is needed.
enum UnitLaws {
    /// What comes of the laws for each of some units.
    static func findings(of units: [any Configurable.Type]) -> [LawFinding] {
        units.flatMap { unit in
            settings(unit) + ((unit.init() as? any Optimizer).map { OptimizerLaws($0).findings } ?? [])
        }
    }

    private static func settings<Unit: Configurable>(_ unit: Unit.Type) -> [LawFinding] {
        let standard = Unit()
        return [
            LawFinding("its settings are read as they are written", flaw: roundTrip(standard)),
            LawFinding("each setting has a name of its own and a sentence", flaw: documentation(unit)),
            LawFinding("each default is allowed", flaw: defaults(standard)),
        ]
    }

    private static func roundTrip<Unit: Configurable>(_ unit: Unit) -> String? {
        guard Unit.required.isEmpty else { return nil }
        do {
            let again = try Unit(reading: unit.resolved)
            return again.resolved == unit.resolved
                ? nil : "written \(unit.resolved.summary), read \(again.resolved.summary)"
        } catch let faults as SettingFaults {
            return faults.faults.map(\.message).joined(separator: "; ")
        } catch {
            return "\(error)"
        }
    }

    private static func documentation<Unit: Configurable>(_ unit: Unit.Type) -> String? {
        let names = Unit.settings.map(\.name)
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            return "'\(twice)' is there twice"
        }
        if !Unit.summary.hasSuffix(".") { return "the summary is no sentence: '\(Unit.summary)'" }
        return Unit.settings.first { !$0.documentation.hasSuffix(".") }.map {
            "'\($0.name)' is explained by no sentence"
        }
    }

    private static func defaults<Unit: Configurable>(_ standard: Unit) -> String? {
        for setting in Unit.settings where !Unit.required.contains(setting.name) {
            var copy = standard
            do {
                try setting.write(&copy, setting.read(standard))
            } catch {
                return "'\(setting.name)' is \(setting.read(standard).summary), allowed: \(setting.allowed)"
            }
            if copy.resolved != standard.resolved { return "writing the default of '\(setting.name)' changes the unit" }
        }
        return nil
    }
}
