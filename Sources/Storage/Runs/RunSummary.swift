public import Experiments
public import Traces

/// A stored run without its trace.
public struct RunSummary: Sendable, Hashable, Codable {
    /// The run's key.
    public var key: RunKey
    /// The seed.
    public var seed: Int
    /// How the run ended.
    public var outcome: Trace.Outcome
    /// The number of recorded steps.
    public var steps: Int
    /// The time the run took, in seconds.
    public var wallSeconds: Double
    /// When it was finished: UTC, ISO 8601, whole seconds.
    public var finishedAt: String
    /// Where it was made.
    public var origin: Origin
    /// The stored analyses of its trace.
    public var analyses: Set<AnalysisKey>
}

extension RunSummary {
    /// The number of texts that represent a summary.
    static let width = 10

    /// The texts that represent it.
    var texts: [String] {
        var step = ""
        if case .diverged(let last) = outcome { step = String(last) }
        return [
            key.text, String(seed), step, String(steps), String(wallSeconds), finishedAt, origin.core, origin.kernel,
            origin.host, analyses.map(\.text).sorted().joined(separator: ","),
        ]
    }

    /// Reads a summary from its texts; nil when they do not represent one.
    init?(_ texts: [String]) {
        guard texts.count == Self.width, let seed = Int(texts[1]), let steps = Int(texts[3]),
            let wallSeconds = Double(texts[4])
        else { return nil }
        key = RunKey(text: texts[0])
        self.seed = seed
        outcome = Int(texts[2]).map { .diverged(step: $0) } ?? .completed
        self.steps = steps
        self.wallSeconds = wallSeconds
        finishedAt = texts[5]
        origin = Origin(core: texts[6], kernel: texts[7], host: texts[8])
        analyses = Set(texts[9].split(separator: ",").map { AnalysisKey(text: String($0)) })
    }

    init(_ row: RowReader) throws {
        key = RunKey(text: try row.text(0))
        seed = try row.int(1)
        outcome = try RunRecord.outcome(try row.text(2), step: row.optionalInt(3))
        steps = try row.int(4)
        wallSeconds = try row.double(5)
        finishedAt = try row.text(6)
        origin = Origin(core: try row.text(7), kernel: try row.text(8), host: try row.text(9))
        let keys = try row.optionalText(10) ?? ""
        analyses = Set(keys.split(separator: ",").map { AnalysisKey(text: String($0)) })
    }
}
