import Logs
import Traces
import Training

extension RecordedRun {
    /// Reads the log; throws why it cannot be read.
    public func run(isCancelled: () -> Bool) throws -> RunResult? {
        guard !isCancelled() else { return nil }
        let log = try log()
        // A run that is still going on adds to its log: what was read must be what the key tells of.
        guard files.logs.values.allSatisfy(\.isAsFound) else {
            throw InputFiles.Unreadable("the log changed while it was read; build again when it is complete")
        }
        var trace = log.trace
        let isCompleted = completeRate(of: &trace)
        var reading = Reading(of: log, trace)
        reading.notes = reading.notes.map(asWritten)
        if isCompleted { reading.notes.append("lr was not recorded: it is what the experiment states") }
        return RunResult(trace: trace, reading: reading)
    }

    /// A note with the paths that the author wrote: where the book lies is no part of what is kept.
    private func asWritten(_ note: String) -> String {
        files.logs.reduce(note) { note, log in note.replacing(log.value.path, with: log.key) }
    }

    /// The log as it is read; throws a `LogFault`, or that a file is not as it was.
    func log() throws -> Log {
        try LogReader.read(
            files: trace.files.compactMap { files.logs[$0]?.path },
            format: trace.wantedFormat,
            columns: trace.names,
            run: trace.run.isEmpty ? nil : trace.run
        )
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
