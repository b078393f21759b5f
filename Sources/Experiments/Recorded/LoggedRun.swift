public import Analysis
public import Settings
public import Training

/// A run whose trace is read from a log, of this or another program.
public protocol LoggedRun: RunSpecification {
    /// The log, and what the author states about the run.
    var log: StatedLog { get }
}

extension LoggedRun {
    /// What the log and the author's statements add to the run's canonical form.
    var canonicalLog: [Value.Entry] {
        log.stated + [
            .init("trace", log.trace.resolved), .init("files", files.canonical),
            .init("detector", detector.resolved), .init("seed", .number(Double(seed))),
        ]
    }

    public var detector: SpikeDetector { log.detector }
    public var rule: (any Optimizer)? { log.rule }
    public var plannedSteps: Int? { log.plannedSteps }
    public var asksDetector: Bool { false }
    /// True, since a log without a loss is refused.
    ///
    /// A trace of this program may lack one, which its table reports.
    public var hasLoss: Bool { true }
    public var momentDecay: MomentDecay { rule.map { MomentDecay($0) } ?? MomentDecay([]) }

    /// The version of the log reader.
    public var version: String { ReaderVersion.digest }

    /// The sources of the log reader, and of the optimizer and schedule that may give the rate.
    public func code(_ code: CoreCode) -> [Value.Entry] {
        [.init("reader", .text(version)), .init("units", .map(code.named(in: [canonicalTrace])))]
    }
}
