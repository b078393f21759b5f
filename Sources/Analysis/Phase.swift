import Traces
import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An interval of steps in one of the five phases of a spike's cycle, section 4.4 of Bai and others (2025); steps
/// count from 1.
public struct PhaseSegment: Sendable, Hashable, Codable {
    /// The phases.
    public enum Phase: Int, Sendable, CaseIterable, Codable {
        /// None of the others.
        case stable = 1
        /// Σv shrinks at more than half the rate of the optimizer's decay alone.
        case decay = 2
        /// λ_max is above 2/η, but the loss is still low.
        case onset = 3
        /// From a spike's rise to its peak.
        case growth = 4
        /// From a spike's peak to its end.
        case recovery = 5
    }

    /// The phase.
    public var phase: Phase
    /// The first step.
    public var first: Int
    /// The last step.
    public var last: Int

    /// Assembles a segment.
    public init(phase: Phase, first: Int, last: Int) {
        self.phase = phase
        self.first = first
        self.last = last
    }

    /// Entries over which the slope of log Σv is computed.
    static let slopeEntries = 10

    /// The phases of a run from its first entry to its last, with entry numbers, from 1, instead of steps.
    ///
    /// `losses` are the losses in which the spikes were found, which also have entry numbers.
    static func segments(of trace: Trace, losses: [Double], spikes: [Spike], decay: MomentDecay) -> [PhaseSegment] {
        var phases = [Phase](repeating: .stable, count: trace.count)
        let sums = trace[.sumV]
        let ratios = zip(trace[.lambdaMax], trace[.threshold]).map { $0 / $1 }
        for index in phases.indices {
            if ratios[index] > 1 {
                phases[index] = .onset
            } else if let (slope, rate) = slope(of: sums, before: index, in: trace, decay), slope <= 0.5 * rate {
                phases[index] = .decay
            }
        }
        for spike in spikes {
            for step in spike.riseStart...spike.peak where log10(losses[step - 1]) > spike.trough + 0.1 {
                phases[step - 1] = .growth
            }
            for step in stride(from: spike.peak + 1, through: spike.end ?? trace.count, by: 1) {
                phases[step - 1] = .recovery
            }
        }
        return segments(phases)
    }

    /// The slope of log Σv per step over the last entries, and that of the optimizer's decay; nil when either is
    /// unknown.
    private static func slope(
        of sums: [Double],
        before index: Int,
        in trace: Trace,
        _ decay: MomentDecay
    ) -> (slope: Double, rate: Double)? {
        let start = index - slopeEntries
        guard start >= 0, trace.isUnbroken(from: start, to: index),
            let rate = decay.rate(over: trace.steps[start] + 1...trace.steps[index])
        else { return nil }
        return (log(sums[index] / sums[start]) / Double(trace.steps[index] - trace.steps[start]), rate)
    }

    /// Converts entry numbers into steps.
    func inSteps(of trace: Trace) -> PhaseSegment {
        PhaseSegment(phase: phase, first: trace.steps[first - 1], last: trace.steps[last - 1])
    }

    private static func segments(_ phases: [Phase]) -> [PhaseSegment] {
        var segments: [PhaseSegment] = []
        for (index, phase) in phases.enumerated() {
            if segments.last?.phase == phase {
                segments[segments.count - 1].last = index + 1
            } else {
                segments.append(PhaseSegment(phase: phase, first: index + 1, last: index + 1))
            }
        }
        return segments
    }
}
