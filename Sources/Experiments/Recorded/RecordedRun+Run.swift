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
        completeRate(of: &trace)
        trace.outcome = trace.recordedOutcome
        return RunResult(trace: trace, reading: Reading(of: log, trace))
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

    /// Adds the rate that the author states where none was recorded, and the threshold 2/η that follows from it.
    private func completeRate(of trace: inout Trace) {
        if let rule, trace[.lr].allSatisfy(\.isNaN) {
            let (last, schedule) = (trace.lastStep, schedule ?? ConstantSchedule())
            trace.set(.lr, to: trace.steps.map { rule.learningRate * schedule.factor(step: max(1, $0), of: last) })
        }
        if trace[.threshold].allSatisfy(\.isNaN) {
            trace.set(.threshold, to: trace[.lr].map { $0 > 0 ? 2 / $0 : .nan })
        }
    }
}

extension Trace {
    /// How a recorded run ended: one whose last losses are no numbers diverged at the first of them.
    fileprivate var recordedOutcome: Outcome {
        let losses = self[.loss]
        guard let last = losses.last, !last.isFinite else { return .completed }
        let first = (losses.lastIndex(where: \.isFinite) ?? -1) + 1
        return .diverged(step: steps[first])
    }
}
