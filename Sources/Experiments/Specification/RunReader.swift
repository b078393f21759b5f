import Diagnostics
import Training

extension RunSpecification {
    /// The names of all probes: those that measure, and `state`, which keeps every coordinate.
    public static let probeNames = Catalogue.probes.map { $0.name } + [Self.stateProbe]
    static let stateProbe = "state"

    /// The most steps that a run may take.
    static let stepLimit = 10_000_000

    /// Reads a run from an experiment's tree without its sweep and seeds; throws `SettingFaults` with every fault.
    init(reading tree: Value) throws {
        var faults: [SettingFault] = []
        func attempt<Result>(_ body: () throws -> Result) -> Result? {
            do {
                return try body()
            } catch let error as SettingFaults {
                // Trying the bounds of a bisection reads the tree anew and finds its faults again.
                faults += error.faults.filter { !faults.contains($0) }
            } catch {}
            return nil
        }
        let model = attempt { try Self.model(tree["model"]) }
        let optimizer = attempt { try Self.optimizer(tree["optimizer"]) }
        let common = attempt { try CommonSettings(ofExperiment: tree) }
        let probes = attempt { try Self.probes(tree["probes"]) }
        let detector = attempt {
            try SettingFaults.under(["detector"]) { try SpikeDetector(reading: tree["detector"] ?? .null) }
        }
        let interventions = attempt { try optimizer.map { _ in try Self.interventions(tree) } ?? [] }
        let bisection = attempt { try tree["bisect"].map { try Self.bisection($0, in: tree) } }
        guard faults.isEmpty, let model, let optimizer, let common, let probes, let detector, let interventions,
            let bisection
        else { throw SettingFaults(faults) }
        self.init(
            model: model,
            optimizer: optimizer,
            steps: common.steps,
            seed: 0,
            probes: probes,
            detector: detector,
            divergenceLimit: common.divergenceLimit,
            interventions: interventions,
            bisection: bisection
        )
        let beyond = interventions.first { $0.step > steps }
        if let beyond {
            let message = "step \(beyond.step) is never reached in \(steps) steps"
            throw SettingFaults([SettingFault(.outOfRange, at: ["at", String(beyond.step)], message, atKey: true)])
        }
    }

    private static func model(_ value: Value?) throws -> any Model {
        try SettingFaults.under(["model"]) {
            let named = try Catalogue.unit("model", in: Catalogue.models, named: { $0.name }, value)
            return try SettingFaults.under(named.path) { try named.unit.init(reading: named.settings) }
        }
    }

    static func optimizer(_ value: Value?) throws -> any Optimizer {
        try SettingFaults.under(["optimizer"]) {
            let named = try Catalogue.unit("optimizer", in: Catalogue.optimizers, named: { $0.name }, value)
            return try SettingFaults.under(named.path) { try named.unit.init(reading: named.settings) }
        }
    }

    private static func probes(_ value: Value?) throws -> [String] {
        guard let value else { return Catalogue.probes.map { $0.name } }
        guard case .list(let items) = value else {
            throw SettingFaults([
                SettingFault(
                    .wrongType,
                    at: ["probes"],
                    "probes is a list of names, found \(value.kind)",
                    help: "known: " + probeNames.joined(separator: ", ")
                )
            ])
        }
        let names = try items.enumerated().map { index, item in
            guard case .text(let name) = item, probeNames.contains(name) else {
                let name = if case .text(let name) = item { name } else { item.canonicalJSON }
                throw SettingFaults([
                    SettingFault(
                        .unknownUnit,
                        at: ["probes", String(index)],
                        "there is no probe '\(name)'",
                        help: NearMiss.help(for: name, in: probeNames)
                    )
                ])
            }
            return name
        }
        return probeNames.filter(names.contains)
    }

    /// `at: {184: {optimizer.adam.eps: 0.1}}`: changes add up over the steps.
    private static func interventions(_ tree: Value) throws -> [Intervention] {
        guard let value = tree["at"] else { return [] }
        guard case .map(let steps) = value else {
            throw SettingFaults([
                SettingFault(
                    .wrongType,
                    at: ["at"],
                    "at is a map of step to changes, found \(value.kind)",
                    help: "for instance at: {184: {optimizer.adam.eps: 0.1}}"
                )
            ])
        }
        var current = tree
        let ordered = try steps.map { entry -> (step: Int, entry: Value.Entry) in
            guard let step = Int(entry.name), step >= 1 else {
                throw SettingFaults([
                    SettingFault(
                        .wrongType,
                        at: ["at", entry.name],
                        "'\(entry.name)' is no step from 1 on",
                        atKey: true
                    )
                ])
            }
            return (step, entry)
        }.sorted { $0.step < $1.step }
        for (earlier, later) in zip(ordered, ordered.dropFirst()) where earlier.step == later.step {
            let message = "step \(later.step) is written twice"
            throw SettingFaults([
                SettingFault(.conflict, at: ["at", later.entry.name], message, help: "keep one", atKey: true)
            ])
        }
        return try ordered.map { step, entry in
            let changes = try Self.changes(entry)
            for change in changes {
                current = current.setting(change.path.split(separator: ".").map(String.init), to: change.value)
            }
            let optimizer = try located(changes, under: ["at", entry.name]) { try Self.optimizer(current["optimizer"]) }
            return Intervention(step: step, changes: changes, optimizer: optimizer)
        }
    }

    private static func changes(_ entry: Value.Entry) throws -> [(path: String, value: Value)] {
        guard case .map(let changes) = entry.value, !changes.isEmpty else {
            throw SettingFaults([
                SettingFault(.wrongType, at: ["at", entry.name], "the changes at a step are a map of paths to values")
            ])
        }
        return try changes.map { change in
            guard change.name.hasPrefix("optimizer.") else {
                throw SettingFaults([
                    SettingFault(
                        .unknownKey,
                        at: ["at", entry.name, change.name],
                        "only the optimizer's settings can change during a run, not '\(change.name)'",
                        help: "a path such as optimizer.adam.eps",
                        atKey: true
                    )
                ])
            }
            return (change.name, change.value)
        }
    }

    /// Reports faults of a changed optimizer where the change is written.
    private static func located<Result>(
        _ changes: [(path: String, value: Value)],
        under prefix: [String],
        _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as SettingFaults {
            throw SettingFaults(
                error.faults.map { fault in
                    let change =
                        changes.first { fault.path.starts(with: $0.path.split(separator: ".").map(String.init)) }
                        ?? changes.first
                    var copy = fault
                    copy.path = prefix + [change?.path].compactMap { $0 }
                    return copy
                }
            )
        }
    }

    private static func bisection(_ value: Value, in tree: Value) throws -> Bisection {
        let bisection = try SettingFaults.under(["bisect"]) { try Bisection(reading: value) }
        guard let root = bisection.path.first, Self.bisectable.contains(root),
            tree.value(at: bisection.path.dropLast()) != nil
        else {
            throw SettingFaults([
                SettingFault(
                    .unknownKey,
                    at: ["bisect", "setting"],
                    "there is no setting '\(bisection.setting)' to bisect",
                    help: "name a number by its path, such as optimizer.sgd.lr, below something written above"
                )
            ])
        }
        // An interval's inner values are fractions, which a setting of whole numbers refuses.
        let inner = bisection.low + 0.381 * (bisection.high - bisection.low)
        for (place, bound) in [("low", bisection.low), ("high", bisection.high), ("setting", inner)] {
            do {
                _ = try RunSpecification(reading: tree.without("bisect").setting(bisection.path, to: .number(bound)))
            } catch let error as SettingFaults {
                throw SettingFaults(error.faults.map { bisection.located($0, at: place, in: tree) })
            }
        }
        return bisection
    }

    /// The keys of an experiment below which numbers can be bisected.
    private static let bisectable = ["model", "optimizer", "detector", "diverged_above"]
}

extension Bisection {
    /// A fault that trying a bound has caused, where the bisection says so; the tree's own faults stay where they are.
    fileprivate func located(_ fault: SettingFault, at bound: String, in tree: Value) -> SettingFault {
        guard fault.path.starts(with: path) || path.starts(with: fault.path) && tree.value(at: fault.path) == nil else {
            return fault
        }
        let isName = fault.kind == .unknownKey || fault.kind == .unknownUnit || fault.kind == .wrongType
        return SettingFault(fault.kind, at: ["bisect", isName ? "setting" : bound], fault.message, help: fault.help)
    }
}

extension Value {
    /// The tree without one of its root's names.
    fileprivate func without(_ name: String) -> Value {
        guard case .map(let entries) = self else { return self }
        return .map(entries.filter { $0.name != name })
    }
}

/// The settings of an experiment that belong to no unit.
private struct CommonSettings: Configurable {
    static let name = "an experiment"
    static let summary = "What belongs to no unit."
    static let settings: [Setting<CommonSettings>] = [
        Setting("steps", \.steps, in: 1...RunSpecification.stepLimit, "How many steps to take."),
        Setting("diverged_above", \.divergenceLimit, in: .positive, "A loss above this is divergence."),
    ]

    var steps = 1_000
    var divergenceLimit = 1e100

    init() {}

    init(ofExperiment tree: Value) throws {
        guard case .map(let entries) = tree else {
            throw SettingFaults([SettingFault(.wrongType, at: [], "an experiment is a map of settings")])
        }
        let own = entries.filter { entry in Self.settings.contains { $0.name == entry.name } }
        guard own.contains(where: { $0.name == "steps" }) else {
            let help = "write steps: and how many"
            throw SettingFaults([SettingFault(.missing, at: [], "the number of steps is missing", help: help)])
        }
        try self.init(reading: .map(own))
    }
}
