import Experiments

/// Estimates the remaining time of a build's runs.
///
/// The cost of each run's steps is estimated from its specification, and corrected by the time that similar runs and
/// runs of its experiment took.
struct RemainingTime {
    /// Runs with the same correction.
    private struct Group: Hashable {
        var experiment: String
        /// The index of the class of runs with equal cost for each step.
        var cost: Int
    }

    /// The time that finished runs took, and the time expected of them.
    private struct Account {
        var taken = 0.0
        var expected = 0.0

        /// The ratio of taken to expected time, averaged with a prior ratio `before` that counts as `weight` expected
        /// seconds.
        func ratio(from before: Double, weight: Double) -> Double {
            expected + weight > 0 ? (taken + weight * before) / (expected + weight) : before
        }
    }

    /// The expected time of each run.
    private var expected: [RunKey: (group: Group, seconds: Double)] = [:]
    private var waiting: [Group: Double] = [:]
    private var running: [RunKey: Double] = [:]
    private var left: Int
    private let total: Double
    private var all = Account()
    private var costs: [Int: Account] = [:]
    private var experiments: [String: Account] = [:]

    /// Estimates `jobs`; `before` has the time that runs of a specification took when last made.
    init(_ jobs: [Runner.Job], before: [String: Double] = [:]) {
        var classes: [String: (index: Int, secondsPerStep: Double)] = [:]
        for job in jobs {
            let run = job.request.specification
            let name = run.costClass
            let steps = Double(run.plannedSteps ?? 1)
            let cost = classes[name] ?? (classes.count, run.expectedSeconds / steps)
            classes[name] = cost
            let group = Group(experiment: job.request.experiment, cost: cost.index)
            let known = before.isEmpty ? nil : before[run.canonicalTrace.canonicalJSON]
            let seconds = known ?? cost.secondsPerStep * steps
            expected[job.request.key] = (group, seconds)
            waiting[group, default: 0] += seconds
        }
        left = jobs.count
        total = expected.values.reduce(0) { $0 + $1.seconds }
    }

    /// Notes that a run began, at a time in seconds since the work began.
    mutating func begin(_ key: RunKey, at time: Double) {
        guard let run = expected[key] else { return }
        waiting[run.group, default: 0] -= run.seconds
        running[key] = time
    }

    /// Notes that a run ended after some seconds; nil when the time is unknown.
    mutating func end(_ key: RunKey, taking seconds: Double?) {
        guard let run = expected[key] else { return }
        if running.removeValue(forKey: key) == nil { waiting[run.group, default: 0] -= run.seconds }
        left -= 1
        guard let seconds else { return }
        func add(to account: inout Account) {
            account.taken += seconds
            account.expected += run.seconds
        }
        add(to: &all)
        add(to: &costs[run.group.cost, default: Account()])
        add(to: &experiments[run.group.experiment, default: Account()])
    }

    /// The seconds that the rest will take with `workers` runs at once, at a time since the work began.
    func seconds(at time: Double, workers: Int) -> Double {
        let waits = waiting.reduce(0) { $0 + max(0, $1.value) * ratio(of: $1.key) }
        let runs = running.reduce(0) { sum, run in
            let (group, seconds) = expected[run.key] ?? (Group(experiment: "", cost: 0), 0)
            return sum + max(0, seconds * ratio(of: group) - (time - run.value))
        }
        return (waits + runs) / Double(max(1, min(workers, left)))
    }

    /// The ratio for a group.
    ///
    /// All runs together determine the ratio of the machine slowly, since the first are often small; runs of the same
    /// kind count most.
    private func ratio(of group: Group) -> Double {
        let machine = all.ratio(from: 1, weight: 0.5 * total)
        let cost = costs[group.cost].map { $0.ratio(from: machine, weight: 0.01 * total) } ?? machine
        return experiments[group.experiment].map { $0.ratio(from: cost, weight: 0.003 * total) } ?? cost
    }
}
