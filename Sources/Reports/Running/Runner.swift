public import Experiments
import Foundation
import Programs
import Settings
import Storage
import Traces

/// Makes the runs and analyses that the archive lacks, several at once, each run once even when several builds share the
/// archive.
public final class Runner: Sendable {
    /// How far the work is.
    public struct Progress: Sendable {
        /// Runs finished, by this build or by another.
        public var done = 0
        /// Runs to be made when the work began.
        public var total = 0
        /// Steps taken by this build.
        public var steps = 0
        /// The experiment of the run last finished.
        public var latest = ""
        /// Stored runs analysed.
        public var analysed = 0
        /// Stored runs to be analysed when the work began.
        public var analyses = 0
        /// Runs that another build is making, when all that is left are such.
        public var awaited = 0
        /// Seconds since the work began.
        public var seconds = 0.0

        /// Seconds that the rest will take; nil before the first run is finished.
        public var remaining: Double?
    }

    /// What was done.
    public struct Report: Sendable {
        /// Runs made and stored by this build.
        public var made = 0
        /// Runs that another build stored meanwhile.
        public var shared = 0
        /// Stored runs whose traces were analysed.
        public var analysed = 0
        /// Runs that could not be carried out.
        public var failed: [Failure] = []
        /// Whether the work was stopped before its end.
        public var isInterrupted = false

        /// The report of a build that had nothing to run.
        public static let nothing = Report()
    }

    /// A run that could not be carried out.
    public struct Failure: Sendable, Hashable {
        /// The run.
        public var key: RunKey
        /// Why, in one sentence.
        public var reason: String
        /// What is kept of the output of a program that made the run; empty where there is none.
        public var output = ""
    }

    /// One run to be made, or to be analysed when it is stored.
    public struct Job: Sendable {
        /// The run.
        public var request: RunRequest
        /// The run as the book has it, once for each analysis that is lacking: they differ in their detectors.
        public var analyses: [any RunSpecification]
        /// Whether it is made though it is stored.
        public var isAnew = false
        /// Whether it is stored, so that only analyses are lacking.
        public var isStored = false
    }

    private let archive: Archive
    private let executor: any Executor
    private let jobs: [Job]
    private let workers: Int
    private let keeper: LeaseKeeper
    private let state: Protected<State>

    private struct State {
        var waiting: [Job]
        /// Runs that another build holds, looked at again later.
        var busy: [Job] = []
        /// Jobs that are done with.
        var finished = 0
        var progress = Progress()
        var report = Report()
        var error: (any Error)?
        var time: RemainingTime
    }

    /// A runner of `jobs` with so many runs at once, whose leases `keeper` keeps.
    ///
    /// `before` tells what runs of a specification took when they were made last, for the time that is left.
    init(
        archive: Archive,
        keeper: LeaseKeeper,
        jobs: [Job],
        workers: Int,
        before: [String: Double] = [:],
        executor: any Executor = LocalExecutor()
    ) {
        self.archive = archive
        self.executor = executor
        self.keeper = keeper
        self.jobs = jobs
        self.workers = max(1, workers)
        // Taken from the end, so the first job comes last in the list.
        let time = RemainingTime(jobs.filter { !$0.isStored }, before: before)
        state = Protected(State(waiting: jobs.reversed(), time: time))
    }

    /// Makes runs and analyses; `isCancelled` is asked often, `progress` is told after each run.
    ///
    /// Throws the first fault of the archive; what was stored before stays.
    public func run(
        progress: @escaping @Sendable (Progress) -> Void,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Report {
        let start = Stopwatch()
        state.update { state in
            state.progress.analyses = jobs.count(where: \.isStored)
            state.progress.total = jobs.count - state.progress.analyses
        }
        DispatchQueue.concurrentPerform(iterations: min(workers, max(1, jobs.count))) { _ in
            while let job = self.next(progress, isCancelled) {
                do {
                    try self.carryOut(job, since: start, progress: progress, isCancelled: isCancelled)
                } catch ArchiveError.cancelled where isCancelled() {
                    // The run in flight is given up; how many were stored is told at the end.
                } catch {
                    self.state.update { $0.error = $0.error ?? error }
                }
            }
        }
        var report = state.value.report
        report.isInterrupted = isCancelled() && state.value.finished < jobs.count
        if let error = state.value.error { throw error }
        return report
    }

    /// The next job: a waiting one, or, after a pause, one that another build held; nil at the end, or when it is cancelled.
    private func next(_ progress: @Sendable (Progress) -> Void, _ isCancelled: () -> Bool) -> Job? {
        while !isCancelled() {
            let (job, awaited) = state.update { state -> (Job?, Progress?) in
                if state.error != nil { return (nil, nil) }
                if let job = state.waiting.popLast() { return (job, nil) }
                guard !state.busy.isEmpty else { return (nil, nil) }
                state.progress.awaited = state.busy.count
                state.waiting = state.busy
                state.busy = []
                return (nil, state.progress)
            }
            if let job { return job }
            guard let awaited else { return nil }
            progress(awaited)
            Thread.sleep(forTimeInterval: 0.1)
        }
        return nil
    }

    private func carryOut(
        _ job: Job,
        since start: Stopwatch,
        progress: @Sendable (Progress) -> Void,
        isCancelled: () -> Bool
    ) throws {
        switch try lease(job) {
        case .busy:
            state.update { $0.busy.append(job) }
            return
        case .stored: guard try takeStored(job) else { return }
        case .granted: guard try make(job, since: start, isCancelled) else { return }
        }
        progress(
            state.update { state -> Progress in
                state.finished += 1
                state.progress.done += job.isStored ? 0 : 1
                state.progress.analysed += job.isStored ? 1 : 0
                state.progress.awaited = 0
                state.progress.latest = job.request.experiment
                state.progress.seconds = start.seconds
                state.progress.remaining = state.time.seconds(at: state.progress.seconds, workers: workers)
                return state.progress
            }
        )
    }
}

extension Runner {
    /// Makes a run and what its trace is analysed to; false when it was stopped.
    private func make(_ job: Job, since start: Stopwatch, _ isCancelled: () -> Bool) throws -> Bool {
        let key = job.request.key
        state.update { $0.time.begin(key, at: start.seconds) }
        guard let record = record(of: job.request, isCancelled) else {
            try archive.release(key, by: keeper.holder)
            // One that was stopped is not done; one that failed is, and the others go on.
            guard !isCancelled() else { return false }
            state.update { $0.time.end(key, taking: nil) }
            return true
        }
        let analyses = job.analyses.map { AnalysisRecord(of: record, as: $0) }
        // The pages still need the run, so that it stays leased.
        try archive.store(record, with: analyses, heldBy: keeper.holder)
        state.update {
            $0.report.made += 1
            $0.progress.steps += record.trace.count
            $0.time.end(key, taking: record.wallSeconds)
        }
        return true
    }

    /// Analyses a run that is stored, by this build long ago or by another meanwhile; false when it must be made after all.
    private func takeStored(_ job: Job) throws -> Bool {
        let key = job.request.key
        let known = try archive.summaries(of: [key])[key]?.analyses ?? []
        let lacking = job.analyses.filter { !known.contains(AnalysisKey(of: key, $0)) }
        if !lacking.isEmpty {
            guard let record = try archive.record(for: key) else {
                // It turned out to be damaged, or is just being removed; its lease is asked for once more.
                state.update { $0.waiting.append(job) }
                return false
            }
            try archive.store(lacking.map { AnalysisRecord(of: record, as: $0) })
        }
        state.update {
            $0.report.analysed += job.isStored ? 1 : 0
            $0.report.shared += job.isStored ? 0 : 1
            $0.time.end(key, taking: nil)
        }
        return true
    }
}

extension Runner {
    /// Asks for the right to make a run; one that is to be made anew is stored already, and stays until it is replaced.
    private func lease(_ job: Job) throws -> LeaseAnswer {
        try archive.acquire(job.request.key, for: keeper.holder, anew: job.isAnew)
    }

    /// What a run records; nil when it was stopped, or could not be carried out, which is noted with the reason.
    private func record(of request: RunRequest, _ isCancelled: () -> Bool) -> RunRecord? {
        do {
            let record = try executor.record(of: request, isCancelled: isCancelled)
            if record == nil, !isCancelled() { fail(request, "the run ended without a result") }
            guard record.map({ $0.key == request.key }) ?? true else {
                fail(request, "the record is that of another run")
                return nil
            }
            return record
        } catch {
            fail(request, RunFailure.reason(error), (error as? ProgramFailure)?.output ?? "")
            return nil
        }
    }

    private func fail(_ request: RunRequest, _ reason: String, _ output: String = "") {
        state.update { $0.report.failed.append(Failure(key: request.key, reason: reason, output: output)) }
    }
}
