import Analysis
import Logs
import Settings
import Traces
import Training

/// The log of another program's run, and what the author states about that run.
public struct StatedLog: Sendable {
    /// The log.
    let trace: RecordedTrace
    /// The spike detector.
    let detector: SpikeDetector
    /// The optimizer; nil when the author does not state it.
    let rule: (any Optimizer)?
    /// The schedule of the learning rate; nil when the author does not state it.
    private let schedule: (any Schedule)?
    /// Whether the author states the optimizer's learning rate.
    private let statesRate: Bool
    /// The planned number of steps, if the author states it.
    let plannedSteps: Int?

    /// The keys of an experiment that are read here.
    static let keys = ["trace", "optimizer", "schedule", "steps", "detector"]

    /// Reads the log's settings from an experiment's tree.
    ///
    /// Throws `SettingFaults` with all faults.
    init(reading tree: Value) throws {
        var attempts = Attempts()
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
        guard attempts.faults.isEmpty, let trace, let rule, let schedule, let steps, let detector else {
            throw SettingFaults(attempts.faults)
        }
        plannedSteps = steps
        statesRate = rule.map { tree.value(at: ["optimizer", type(of: $0).name, "lr"]) != nil } ?? false
        (self.trace, self.rule, self.schedule, self.detector) = (trace, rule, schedule, detector)
    }

    /// The planned number of steps, which most schedules need.
    private static func steps(of tree: Value) throws -> Int? {
        guard let written = tree["steps"] else {
            guard tree["schedule"] != nil else { return nil }
            let help = "write steps: and how many steps the run was to take; the log may end before"
            throw SettingFault(.missing, at: ["schedule"], "a schedule goes by the steps that were planned", help: help)
        }
        return try CommonSettings(ofExperiment: .map([.init("steps", written)])).steps
    }

    /// What the author states about the run, as a tree of plain values.
    var stated: [Value.Entry] {
        let stated: [Value.Entry?] = [
            rule.map { .init("optimizer", $0.named) }, schedule.map { .init("schedule", $0.named) },
            plannedSteps.map { .init("steps", .number(Double($0))) },
            rule.map { _ in .init("states_rate", .flag(statesRate)) },
        ]
        return stated.compactMap { $0 }
    }

    /// Reads the log from files.
    ///
    /// Throws a `LogFault`.
    func log(in files: [String]) throws -> Log {
        try LogReader.read(
            files: files,
            format: trace.wantedFormat,
            columns: trace.names,
            run: trace.run.isEmpty ? nil : trace.run
        )
    }

    /// The result of the run that a log records.
    ///
    /// `written` replaces paths in a note by those that the author knows.
    func result(of log: Log, written: (String) -> String) -> RunResult {
        var trace = log.trace
        let isCompleted = completeRate(of: &trace)
        var reading = Reading(of: log, trace)
        reading.notes = reading.notes.map(written)
        if isCompleted { reading.notes.append("lr was not recorded: it is what the experiment states") }
        return RunResult(trace: trace, reading: reading)
    }

    /// Adds the stated learning rate where none was recorded, and the threshold 2/η.
    ///
    /// Returns whether anything was added.
    private func completeRate(of trace: inout Trace) -> Bool {
        let isStated = statesRate && trace[.lr].allSatisfy(\.isNaN)
        if let rule, isStated {
            let (last, schedule) = (plannedSteps ?? trace.lastStep, schedule ?? ConstantSchedule())
            trace.set(.lr, to: trace.steps.map { rule.learningRate * schedule.factor(step: max(1, $0), of: last) })
        }
        if trace[.threshold].allSatisfy(\.isNaN) {
            trace.set(.threshold, to: trace[.lr].map { $0 > 0 ? 2 / $0 : .nan })
        }
        return isStated
    }
}
