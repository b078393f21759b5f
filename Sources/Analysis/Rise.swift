#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A rise of the loss that a rule found; steps are those of the trace.
public struct Rise: Sendable, Hashable, Codable {
    /// Who found it.
    public enum Rule: String, Sendable, CaseIterable, Codable {
        /// The experiment's own detector, which counts in decades of the loss.
        case decades
        /// ``NoiseRule``, which counts in units of the loss' own noise.
        case noise
    }

    /// What it is.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// Three entries or more stood high.
        case spike
        /// Two did, which a single odd batch may make.
        case doubtful
        /// One did: mostly what a batch holds.
        case bump
        /// The loss stayed where it went.
        case step
    }

    /// Who found it.
    public var rule: Rule
    /// What it is.
    public var kind: Kind
    /// The first step that stood high; of the rule of decades, that at which the rise begins.
    public var start: Int
    /// The highest step.
    public var peak: Int
    /// The step at which it was over; nil when it never was.
    public var end: Int?
    /// log10 of the loss at the peak minus that of the base; nil where one of them is not positive.
    public var decades: Double?
    /// The loss at the peak minus the base.
    public var loss: Double
    /// The peak's height over the base in standard deviations of the noise; nil of the rule of decades.
    public var sigmas: Double?

    /// Assembles a rise.
    public init(
        rule: Rule,
        kind: Kind,
        start: Int,
        peak: Int,
        end: Int?,
        decades: Double?,
        loss: Double,
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

    /// What the experiment's own detector found, among losses by entry.
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

    /// The rise with other numbers for those of its entries.
    func counted(_ number: (Int) -> Int) -> Rise {
        var copy = self
        copy.start = number(start)
        copy.peak = number(peak)
        copy.end = end.map(number)
        return copy
    }
}
