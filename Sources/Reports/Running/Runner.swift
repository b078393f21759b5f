public import Experiments
import Foundation
import Programs
import Settings
import Storage
import Traces

/// Makes the runs and analyses that the archive lacks, several at once.
///
/// Each run is made once, even when several builds share the archive.
public final class Runner: Sendable {
    /// The progress of the work.
    public struct Progress: Sendable {
        /// The number of runs finished by this build or another.
        public var done = 0
        /// The number of runs to be made when the work began.
        public var total = 0
        /// The number of steps taken by this build.
        public var steps = 0
        /// The experiment of the last finished run.
        public var latest = ""
        /// The number of stored runs analysed.
        public var analysed = 0
        /// The number of stored runs to be analysed when the work began.
        public var analyses = 0
        /// The number of runs that another build is making, once only such runs are left.
        public var awaited = 0
        /// The seconds since the work began.
        public var seconds = 0.0

        /// The estimated remaining seconds; nil before the first run is finished.
        public var remaining: Double?
    }

    /// What a runner did.
    public struct Report: Sendable {
        /// The number of runs made and stored by this build.
        public var made = 0
        /// The number of runs that another build stored meanwhile.
        public var shared = 0
        /// The number of stored runs whose traces were analysed.
        public var analysed = 0
        /// The runs that failed.
        public var failed: [Failure] = []
        /// Whether the work was interrupted.
        public var isInterrupted = false

        /// The report of a build without any work.
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

    /// A run to be made, or to be analysed if it is stored.
    public struct Job: Sendable {
        /// The run.
        public var request: RunRequest
        /// The run as the book specifies it, once for each missing analysis.
        ///
        /// They differ in their spike detectors.
        public var analyses: [any RunSpecification]
        /// Whether to make the run even if it is stored.
        public var isAnew = false
        /// Whether the run is stored, so that only analyses are missing.
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
        /// Runs leased by another build, to be tried again later.
        var busy: [Job] = []
        /// The number of finished jobs.
        var finished = 0
        var progress = Progress()
        var report = Report()
        var error: (any Error)?
        var time: RemainingTime
    }

    /// Creates a runner of `jobs`, with `keeper` to hold their leases.
    ///
    /// `before` gives earlier durations of runs by specification, to estimate the remaining time.
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
        // Jobs are taken from the end, so the first one is last in the list.
        let time = RemainingTime(jobs.filter { !$0.isStored }, before: before)
        state = Protected(State(waiting: jobs.reversed(), time: time))
    }

    /// Makes runs and analyses.
    ///
    /// `isCancelled` is called often, and `progress` after each run. Throws the first error of the archive; stored
    /// runs remain.
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
                    // The run in progress is abandoned. The number of stored runs is reported at the end.
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

    /// The next job: a waiting one, or after a pause one that another build leased.
    ///
    /// Nil at the end, and when the work is cancelled.
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
    /// Makes a run and its analyses, and returns false when it was stopped.
    private func make(_ job: Job, since start: Stopwatch, _ isCancelled: () -> Bool) throws -> Bool {
        let key = job.request.key
        state.update { $0.time.begin(key, at: start.seconds) }
        guard let record = record(of: job.request, isCancelled) else {
            try archive.release(key, by: keeper.holder)
            // A stopped job is not finished. A failed one is, and the others continue.
            guard !isCancelled() else { return false }
            state.update { $0.time.end(key, taking: nil) }
            return true
        }
        let analyses = job.analyses.map { AnalysisRecord(of: record, as: $0) }
        // The pages still need the run, so its lease is kept.
        try archive.store(record, with: analyses, heldBy: keeper.holder)
        state.update {
            $0.report.made += 1
            $0.progress.steps += record.trace.count
            $0.time.end(key, taking: record.wallSeconds)
        }
        return true
    }

    /// Analyses a run that is stored, by this or another build.
    ///
    /// Returns false when the run must be made after all.
    private func takeStored(_ job: Job) throws -> Bool {
        let key = job.request.key
        let known = try archive.summaries(of: [key])[key]?.analyses ?? []
        let lacking = job.analyses.filter { !known.contains(AnalysisKey(of: key, $0)) }
        if !lacking.isEmpty {
            guard let record = try archive.record(for: key) else {
                // The run is damaged or being removed, so its lease is requested again.
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
    /// Requests the lease of a run.
    ///
    /// A stored run that is to be made again stays until it is replaced.
    private func lease(_ job: Job) throws -> LeaseAnswer {
        try archive.acquire(job.request.key, for: keeper.holder, anew: job.isAnew)
    }

    /// The record of a run; nil when it was stopped or has failed.
    ///
    /// The reason of a failure is noted.
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
