import Experiments

/// How long the runs of a build will still take: each weighs what its steps cost, first by its specification, then by what
/// runs of its kind and its experiment took.
struct RemainingTime {
    /// Runs that are weighed alike.
    private struct Group: Hashable {
        var experiment: String
        /// The index of the class of equal cost for each step.
        var cost: Int
    }

    /// What finished runs took, and what had been expected of them.
    private struct Account {
        var taken = 0.0
        var expected = 0.0

        /// How much longer runs take than expected, if `before` was thought of `weight` expected seconds.
        func ratio(from before: Double, weight: Double) -> Double {
            expected + weight > 0 ? (taken + weight * before) / (expected + weight) : before
        }
    }

    /// What each run is expected to take.
    private var expected: [RunKey: (group: Group, seconds: Double)] = [:]
    private var waiting: [Group: Double] = [:]
    private var running: [RunKey: Double] = [:]
    private var left: Int
    private let total: Double
    private var all = Account()
    private var costs: [Int: Account] = [:]
    private var experiments: [String: Account] = [:]

    /// What is expected of `jobs`; `before` tells what runs of a specification took when they were made last.
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

    /// A run is begun at a time, in seconds since the work began.
    mutating func begin(_ key: RunKey, at time: Double) {
        guard let run = expected[key] else { return }
        waiting[run.group, default: 0] -= run.seconds
        running[key] = time
    }

    /// A run is done with: it took some seconds, nil when nothing is known of that.
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

    /// Seconds that the rest will take with so many runs at once, at a time since the work began.
    func seconds(at time: Double, workers: Int) -> Double {
        let waits = waiting.reduce(0) { $0 + max(0, $1.value) * ratio(of: $1.key) }
        let runs = running.reduce(0) { sum, run in
            let (group, seconds) = expected[run.key] ?? (Group(experiment: "", cost: 0), 0)
            return sum + max(0, seconds * ratio(of: group) - (time - run.value))
        }
        return (waits + runs) / Double(max(1, min(workers, left)))
    }

    /// All runs together tell of the machine, slowly, since the first are often small; those of one kind tell most.
    private func ratio(of group: Group) -> Double {
        let machine = all.ratio(from: 1, weight: 0.5 * total)
        let cost = costs[group.cost].map { $0.ratio(from: machine, weight: 0.01 * total) } ?? machine
        return experiments[group.experiment].map { $0.ratio(from: cost, weight: 0.003 * total) } ?? cost
    }
}
