#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A rise of the loss found by a rule, or what else its record tells, with steps of the trace.
public struct Rise: Sendable, Hashable, Codable {
    /// What finds rises and other events.
    public enum Rule: String, Sendable, CaseIterable, Codable {
        /// The experiment's own detector, which measures in decades of the loss.
        case decades
        /// ``NoiseRule``, which measures in units of the loss's own noise.
        case noise
        /// The record itself, whatever the rule: see ``RecordedEvents``.
        case record
    }

    /// The kinds of rises and of other events.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// Three or more entries were high.
        case spike
        /// Two entries were high, which a single unusual batch may cause.
        case doubtful
        /// One entry was high, mostly because of its batch.
        case bump
        /// The loss stayed at the new level.
        case step
        /// The loss fell to zero, or stopped changing, at once and for good.
        case collapse
        /// The loss is not finite.
        case nonFinite = "non-finite"
        /// The program, or its optimizer's state, began anew.
        case restart
    }

    /// The rule that found it.
    public var rule: Rule
    /// Its kind.
    public var kind: Kind
    /// The first high step; for the rule of decades, the step at which the rise begins.
    public var start: Int
    /// The step with the highest loss.
    public var peak: Int
    /// The step at which it ended; nil when it never did.
    public var end: Int?
    /// log10 of the loss at the peak minus that of the base; nil when one of them is not positive.
    public var decades: Double?
    /// The loss at the peak minus the base; nil for what is no rise.
    public var loss: Double?
    /// The peak's height over the base in standard deviations of the noise; nil for the rule of decades.
    public var sigmas: Double?

    /// Assembles a rise.
    public init(
        rule: Rule,
        kind: Kind,
        start: Int,
        peak: Int,
        end: Int?,
        decades: Double?,
        loss: Double?,
        sigmas: Double?
    ) {
        self.rule = rule
        self.kind = kind
        self.start = start
        self.peak = peak
        self.end = end
        self.decades = decades
        self.loss = loss
        self.sigmas = sigmas
    }

    /// An event that the record itself tells, by steps.
    init(recorded kind: Kind, from start: Int, to end: Int?) {
        self.init(
            rule: .record,
            kind: kind,
            start: start,
            peak: start,
            end: end,
            decades: nil,
            loss: nil,
            sigmas: nil
        )
    }

    /// A spike of the experiment's own detector, among losses by entry.
    init(_ spike: Spike, in losses: [Double]) {
        let top = losses[spike.peak - 1]
        self.init(
            rule: .decades,
            kind: .spike,
            start: spike.riseStart,
            peak: spike.peak,
            end: spike.end,
            decades: spike.height,
            loss: top - pow(10, spike.trough),
            sigmas: nil
        )
    }

    /// Replaces the entry numbers by `number` of them.
    func counted(_ number: (Int) -> Int) -> Rise {
        var copy = self
        copy.start = number(start)
        copy.peak = number(peak)
        copy.end = end.map(number)
        return copy
    }
}
