public import Analysis
public import Settings
public import Training

/// A run whose trace is read from a log, whoever made it.
public protocol LoggedRun: RunSpecification {
    /// The log, and what the author says of the run.
    var log: StatedLog { get }
}

extension LoggedRun {
    public var detector: SpikeDetector { log.detector }
    public var rule: (any Optimizer)? { log.rule }
    public var plannedSteps: Int? { log.plannedSteps }
    public var asksDetector: Bool { false }
    /// A log without a loss is refused; a trace of this program may have none, which its table tells.
    public var hasLoss: Bool { true }
    public var momentDecay: MomentDecay { rule.map { MomentDecay($0) } ?? MomentDecay([]) }

    /// That of what reads logs.
    public var version: String { ReaderVersion.digest }

    /// What reads logs, and the optimizer and the schedule that may give the rate.
    public func code(_ code: CoreCode) -> [Value.Entry] {
        [.init("reader", .text(version)), .init("units", .map(code.named(in: [canonicalTrace])))]
    }
}
