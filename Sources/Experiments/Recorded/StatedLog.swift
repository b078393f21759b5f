import Analysis
import Logs
import Settings
import Traces
import Training

/// The log of a run that another program made, and what the author says of that run.
public struct StatedLog: Sendable {
    /// The log.
    let trace: RecordedTrace
    /// The rule of spikes.
    let detector: SpikeDetector
    /// The optimizer; nil where the author does not say.
    let rule: (any Optimizer)?
    /// What the author says of the learning rate; nil where he says nothing.
    private let schedule: (any Schedule)?
    /// Whether the author says what the optimizer's rate is.
    private let statesRate: Bool
    /// How many steps the run was to take, where the author says so.
    let plannedSteps: Int?

    /// The keys of an experiment that are read here.
    static let keys = ["trace", "optimizer", "schedule", "steps", "detector"]

    /// Reads what stands in an experiment's tree; throws `SettingFaults` with every fault.
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

    /// The steps that were planned, without which most schedules say nothing.
    private static func steps(of tree: Value) throws -> Int? {
        guard let written = tree["steps"] else {
            guard tree["schedule"] != nil else { return nil }
            let help = "write steps: and how many steps the run was to take; the log may end before"
            throw SettingFault(.missing, at: ["schedule"], "a schedule goes by the steps that were planned", help: help)
        }
        return try CommonSettings(ofExperiment: .map([.init("steps", written)])).steps
    }

    /// What the author says of the run, as a tree of plain values.
    var stated: [Value.Entry] {
        let stated: [Value.Entry?] = [
            rule.map { .init("optimizer", $0.named) }, schedule.map { .init("schedule", $0.named) },
            plannedSteps.map { .init("steps", .number(Double($0))) },
            rule.map { _ in .init("states_rate", .flag(statesRate)) },
        ]
        return stated.compactMap { $0 }
    }

    /// The log as it is read from files; throws a `LogFault`.
    func log(in files: [String]) throws -> Log {
        try LogReader.read(
            files: files,
            format: trace.wantedFormat,
            columns: trace.names,
            run: trace.run.isEmpty ? nil : trace.run
        )
    }

    /// What a log tells of its run; `written` gives a note with the paths as the author knows them.
    func result(of log: Log, written: (String) -> String) -> RunResult {
        var trace = log.trace
        let isCompleted = completeRate(of: &trace)
        var reading = Reading(of: log, trace)
        reading.notes = reading.notes.map(written)
        if isCompleted { reading.notes.append("lr was not recorded: it is what the experiment states") }
        return RunResult(trace: trace, reading: reading)
    }

    /// Adds the rate that the author states where none was recorded, and the threshold 2/η that follows from it; gives
    /// whether he had to.
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
