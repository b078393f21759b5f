import Traces

/// What can be said of the causes of a log's rises, with the reasons, and what to measure next.
///
/// A cause is supported only by a sign that decides by itself, and only when no sign excludes it. Weaker signs leave it
/// undecided. A cause whose signs all lack their columns is not recorded, which is no acquittal.
public struct Diagnosis: Sendable {
    /// What can be said of one cause.
    public enum Verdict: String, Sendable, CaseIterable, Codable {
        case supported, excluded, undecided
        /// The log lacks what every sign of the cause needs.
        case notRecorded = "not recorded"
    }

    /// How the run ended.
    public enum Outcome: String, Sendable, Codable {
        case completed, diverged
        case nonFinite = "non-finite"
    }

    public let events: [LogEvent]
    public let outcome: Outcome
    /// What all signs say, in a fixed order.
    public let readings: [Reading]
    /// The decades by which the level of the loss changes over the last half of the log; nil where it is not positive.
    public let trend: Double?
    private let evidence: Evidence

    /// Diagnoses a log; `others` saw the same batches in the same order.
    public init(_ evidence: Evidence, beside others: [Evidence] = []) {
        self.evidence = evidence
        let lost = StateLoss.steps(in: evidence.trace)
        events = LogEvents(evidence: evidence).all(lost: lost)
        let rises = events.filter(\.isRise)
        readings =
            others.flatMap { CommonPeaks(evidence: evidence, other: $0, rises: rises).readings }
            + WholeBatch(evidence: evidence).readings + Rhythm(evidence: evidence, rises: rises).readings
            + RateJump(evidence: evidence, rises: rises).readings
            + LostState(evidence: evidence, steps: lost).readings
            + NearRestart(evidence: evidence, rises: rises).readings
            + GradientSigns(evidence: evidence, rises: rises, events: events).readings
            + Overflow(evidence: evidence).readings
            + SecondMoment(evidence: evidence, rises: rises).readings
            + CurvatureCrossing(evidence: evidence, rises: rises).readings
            + CurvatureShare(evidence: evidence, rises: rises).readings
            + RiseShape(evidence: evidence, rises: rises).readings + CoarseLoss(evidence: evidence).readings
        outcome = Self.outcome(evidence, events)
        trend = Self.trend(evidence.losses)
    }

    // MARK: - Outcome

    /// The decades above its lowest at which a loss that does not come back has diverged.
    private static let diverged = 1.0

    private static func outcome(_ evidence: Evidence, _ events: [LogEvent]) -> Outcome {
        let losses = evidence.losses.filter { $0.isFinite && $0 > 0 }
        guard let low = losses.min() else { return events.contains { $0.kind == .nonFinite } ? .nonFinite : .completed }
        let height = Decades.of((losses.suffix(5).max() ?? low) / low)
        if events.contains(where: { $0.kind == .nonFinite && $0.end == nil }) {
            return height >= 2 * diverged ? .diverged : .nonFinite
        }
        let isOpen = events.contains { $0.isRise && $0.end == nil }
        // What has diverged ends above its beginning; late spikes of a small loss do not.
        return isOpen && height >= diverged && (Array(losses.suffix(5)).middle ?? 0) > losses[0]
            ? .diverged : .completed
    }

    private static func trend(_ losses: [Double]) -> Double? {
        let half = Array(losses.suffix(losses.count / 2))
        let part = max(1, half.count / 4)
        guard let first = Array(half.prefix(part)).middle, let last = Array(half.suffix(part)).middle, first > 0,
            last > 0
        else { return nil }
        return Decades.of(last / first)
    }

    // MARK: - Verdicts

    /// What can be said of a cause.
    public func verdict(on cause: Cause) -> Verdict {
        let own = readings.filter { $0.cause == cause }
        let isExcluded = own.contains { $0.says == .excludes }
        let isSupported = own.contains { $0.says == .supports && $0.isStrong }
        if isSupported, !isExcluded { return .supported }
        if isExcluded, !isSupported { return .excluded }
        let isRecorded = own.isEmpty || own.contains { $0.says != .notRecorded }
        return isRecorded || isExcluded ? .undecided : .notRecorded
    }

    /// What happened: `none`, `undecided`, or the one cause that is supported.
    public var verdict: String {
        let supported = Cause.allCases.filter { verdict(on: $0) == .supported }
        let isQuiet = !events.contains(where: \.isGrave)
        if supported.count == 1, !isQuiet || Self.speaksAlone(supported[0]) { return supported[0].rawValue }
        return isQuiet ? "none" : "undecided"
    }

    /// Whether a cause shows itself without a rise of the loss: a lost state, an overflow, an order of the data.
    private static func speaksAlone(_ cause: Cause) -> Bool { [.restart, .arithmetic, .data].contains(cause) }

    // MARK: - What next

    /// The cheapest measurements that would decide more, the most useful first.
    public var next: [String] {
        guard verdict == "undecided" || events.contains(where: \.isGrave) else { return [] }
        var steps: [String] = []
        if let step = everyStep { steps.append(step) }
        if evidence.column("grad_norm") == nil {
            steps.append("log the gradient's norm before clipping: it tells arithmetic from the rest")
        }
        if evidence.column("lr") == nil {
            steps.append("log the learning rate: it decides whether the schedule did it")
        }
        if evidence.column("sum_v") == nil {
            steps.append(
                "log the update's norm and Σv (spikebook recorder): a lost state and a decaying second moment show there"
            )
        }
        if evidence.column("lambda_max") == nil {
            steps.append(
                "measure λ_grad and λ_max on a large batch (spikebook recorder): they tell the optimizer's instability from the rest"
            )
        }
        if evidence.batchShare == nil { steps.append("say how much of the data a batch holds (--batch-share)") }
        steps.append("run again from a checkpoint before the rise, once with the same batches and once with others")
        return Array(steps.prefix(4))
    }

    /// What a loss that was not recorded at every step hides; nil where it was.
    private var everyStep: String? {
        let stride = evidence.stride
        if evidence.isByEpoch {
            return "log the loss of every step: what happens within an epoch does not show in its mean"
        }
        if stride > 1 {
            return
                "log the loss of every step: between entries \(stride) steps apart a rise of 5 to 33 steps is not resolved"
        }
        return evidence.isAveraged ? "log each step's own loss: a running mean shows a rise lower and later" : nil
    }
}
