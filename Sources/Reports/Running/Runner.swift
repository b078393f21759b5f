public import Experiments
import Foundation
import Settings
import Storage
import Training

/// Makes the runs that the archive lacks, several at once, each once even when several builds share the archive.
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
    }

    /// One run to be made.
    public struct Job: Sendable {
        /// The experiment it belongs to.
        public var experiment: String
        /// The run's key.
        public var key: RunKey
        /// The run.
        public var specification: RunSpecification
        /// Whether it is made though it is stored.
        public var isAnew = false
    }

    /// How a run is carried out.
    public typealias Work = @Sendable (Job, _ isCancelled: () -> Bool) throws -> Simulation.Result?

    private let archive: Archive
    private let work: Work
    private let jobs: [Job]
    private let workers: Int
    private let keeper: LeaseKeeper
    private let clock: RunClock
    private let state: Protected<State>

    private struct State {
        var waiting: [Job]
        /// Runs that another build holds, looked at again later.
        var busy: [Job] = []
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
        clock: RunClock = RunClock(),
        work: @escaping Work = { try Simulation($0.specification).run(isCancelled: $1) }
    ) {
        self.archive = archive
        self.work = work
        self.keeper = keeper
        self.clock = clock
        self.jobs = jobs
        self.workers = max(1, workers)
        // Taken from the end, so the first job comes last in the list.
        state = Protected(State(waiting: jobs.reversed(), time: RemainingTime(jobs, before: before)))
    }

    /// Makes the runs; `isCancelled` is asked often, `progress` is told after each run.
    ///
    /// Throws the first fault of the archive; what was stored before stays.
    public func run(
        progress: @escaping @Sendable (Progress) -> Void,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Report {
        let start = Stopwatch()
        state.update { $0.progress.total = jobs.count }
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
        report.isInterrupted = isCancelled() && state.value.progress.done < jobs.count
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
        case .stored:
            state.update {
                $0.report.shared += 1
                $0.time.end(job.key, taking: nil)
            }
        case .granted:
            state.update { $0.time.begin(job.key, at: start.seconds) }
            let began = Stopwatch()
            if let result = result(of: job, isCancelled) {
                let seconds = began.seconds
                let told = clock.duration(seconds)
                let record = RunRecord(result, of: job, seconds: told, finished: clock.now())
                // The pages still need the run, so that it stays leased.
                try archive.store(record, heldBy: keeper.holder)
                state.update {
                    $0.report.made += 1
                    $0.progress.steps += record.trace.count
                    $0.time.end(job.key, taking: seconds)
                }
            } else {
                try archive.release(job.key, by: keeper.holder)
                // One that was stopped is not done; one that failed is, and the others go on.
                guard !isCancelled() else { return }
                state.update { $0.time.end(job.key, taking: nil) }
            }
        }
        let now = state.update { state -> Progress in
            state.progress.done += 1
            state.progress.awaited = 0
            state.progress.latest = job.experiment
            state.progress.seconds = start.seconds
            state.progress.remaining = state.time.seconds(at: state.progress.seconds, workers: workers)
            return state.progress
        }
        progress(now)
    }
}

extension Runner {
    /// Asks for the right to make a run; one that is to be made anew is stored already, and stays until it is replaced.
    private func lease(_ job: Job) throws -> LeaseAnswer {
        try archive.acquire(job.key, for: keeper.holder, anew: job.isAnew)
    }

    /// What a job's run gives; nil when it was stopped, or could not be carried out, which is noted with the reason.
    private func result(of job: Job, _ isCancelled: () -> Bool) -> Simulation.Result? {
        do {
            let result = try work(job, isCancelled)
            if result == nil, !isCancelled() { fail(job, "the run ended without a result") }
            return result
        } catch {
            fail(job, Simulation.reason(error))
            return nil
        }
    }

    private func fail(_ job: Job, _ reason: String) {
        state.update { $0.report.failed.append(Failure(key: job.key, reason: reason)) }
    }
}

extension RunRecord {
    fileprivate init(_ result: Simulation.Result, of job: Runner.Job, seconds: Double, finished: Date) {
        self.init(
            key: job.key,
            specification: job.specification.canonical.canonicalJSON,
            seed: job.specification.seed,
            coreVersion: CoreVersion.digest,
            kernelName: Simulation.kernelName,
            wallSeconds: seconds,
            finishedAt: finished.formatted(.iso8601),
            trace: result.trace,
            spikes: result.spikes,
            crossings: result.crossings,
            phases: result.phases,
            bisection: result.bisection
        )
    }
}

/// A value behind a lock.
final class Protected<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: Value

    init(_ value: Value) {
        stored = value
    }

    var value: Value { update { $0 } }

    @discardableResult
    func update<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&stored)
    }
}
