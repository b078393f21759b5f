public import Analysis
import Logs
public import Settings
import Traces
public import Training

/// A run that was made elsewhere, of which there is a log.
public struct RecordedRun: RunSpecification {
    /// The log.
    let trace: RecordedTrace
    public let detector: SpikeDetector
    public let rule: (any Optimizer)?
    /// What the author says of the learning rate; nil where he says nothing.
    let schedule: (any Schedule)?
    /// Whether the author says what the optimizer's rate is.
    let statesRate: Bool
    /// How many steps the run was to take, where the author says so.
    public let plannedSteps: Int?
    public private(set) var files: InputFiles
    /// The seed that the author says the run had.
    public var seed = 0

    /// The keys of an experiment that may stand beside `trace`.
    static let keys = ["trace", "optimizer", "schedule", "steps", "detector", "seed", "seeds", "sweep"]

    /// Reads a run from an experiment's tree and finds its log; throws `SettingFaults` with every fault.
    init(reading tree: Value, files source: InputFiles.Source) throws {
        var attempts = Attempts()
        attempts.run { try Self.checkKeys(of: tree) }
        let trace = attempts.run {
            try SettingFaults.under([RecordedTrace.name]) {
                try RecordedTrace(reading: tree[RecordedTrace.name] ?? .null)
            }
        }
        let rule = attempts.run { try tree["optimizer"].map { try UnitReader.optimizer($0) } }
        let schedule = attempts.run { try tree["schedule"].map { try UnitReader.schedule($0) } }
        let steps = attempts.run { try Self.steps(of: tree) }
        let detector = attempts.run {
            try SettingFaults.under(["detector"]) { try SpikeDetector(reading: tree["detector"] ?? .null) }
        }
        let files = attempts.run { try InputFiles(trace?.files ?? [], in: tree) { try $0.find($1, from: source) } }
        guard attempts.faults.isEmpty, let trace, let rule, let schedule, let steps, let detector, let files else {
            throw SettingFaults(attempts.faults)
        }
        plannedSteps = steps
        statesRate = rule.map { tree.value(at: ["optimizer", type(of: $0).name, "lr"]) != nil } ?? false
        (self.trace, self.rule, self.schedule, self.detector, self.files) = (trace, rule, schedule, detector, files)
    }

    private static func checkKeys(of tree: Value) throws {
        guard case .map(let entries) = tree else { return }
        let faults = entries.filter { Experiment.keys.contains($0.name) && !keys.contains($0.name) }.map { entry in
            SettingFault(
                .conflict,
                at: [entry.name],
                "the run was made elsewhere, so '\(entry.name)' says nothing",
                help: "leave it out: beside trace stand optimizer, schedule, steps, detector and sweep",
                atKey: true
            )
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// The steps that were planned, without which most schedules say nothing.
    private static func steps(of tree: Value) throws -> Int? {
        guard let written = tree["steps"] else {
            guard tree["schedule"] != nil else { return nil }
            let help = "write steps: and how many steps the run was to take; the log may end before"
            throw SettingFault(.missing, at: ["schedule"], "a schedule goes by the steps that were planned", help: help)
        }
        return try CommonSettings(ofExperiment: .map([.init("steps", written)])).steps
    }

    // MARK: - What decides it

    public var canonical: Value {
        let stated: [Value.Entry?] = [
            rule.map { .init("optimizer", $0.named) }, schedule.map { .init("schedule", $0.named) },
            plannedSteps.map { .init("steps", .number(Double($0))) },
            rule.map { _ in .init("states_rate", .flag(statesRate)) },
        ]
        return .map(
            stated.compactMap { $0 } + [
                .init("trace", trace.resolved), .init("files", files.canonical), .init("detector", detector.resolved),
                .init("seed", .number(Double(seed))),
            ]
        )
    }

    /// What reads logs, and the optimizer and the schedule that may give the rate.
    public func code(_ code: CoreCode) -> [Value.Entry] {
        [.init("reader", .text(version)), .init("units", .map(code.named(in: [canonicalTrace])))]
    }

    /// That of what reads logs.
    public var version: String { ReaderVersion.digest }

    public var asksDetector: Bool { false }
    /// A log without a loss is refused; a trace of this program may have none, which its table tells.
    public var hasLoss: Bool { true }
    public var momentDecay: MomentDecay { rule.map { MomentDecay($0) } ?? MomentDecay([]) }
    public var costClass: String { "log" }
    /// Some hundred thousand lines are read in a second.
    public var expectedSeconds: Double { 0.1 }
}
