import Traces
import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A spike with related findings in the rest of the run; steps count from 1, and nil means that nothing was found.
public struct SpikeContext: Sendable, Hashable, Codable {
    /// The spike.
    public var spike: Spike
    /// The first step of the crossing of λ_max that leads to it.
    public var crossedLambdaMax: Int?
    /// The same for λ_grad.
    public var crossedLambdaGrad: Int?
    /// The same for the exact one-step form.
    public var crossedLambdaGradExact: Int?
    /// The first of three consecutive steps with λ_grad below 2/η, from 10 steps before the peak to 60 after the end.
    public var recovered: Int?
    /// The slope of log Σv over the 30 steps before the rise, divided by that of the optimizer's decay alone: 1 is
    /// pure decay.
    public var decayExponent: Double?
    /// Whether decay, crossing, peak and recovery occur in this order.
    public var isInOrder: Bool

    /// Assembles a context.
    public init(
        spike: Spike,
        crossedLambdaMax: Int?,
        crossedLambdaGrad: Int?,
        crossedLambdaGradExact: Int?,
        recovered: Int?,
        decayExponent: Double?,
        isInOrder: Bool
    ) {
        self.spike = spike
        self.crossedLambdaMax = crossedLambdaMax
        self.crossedLambdaGrad = crossedLambdaGrad
        self.crossedLambdaGradExact = crossedLambdaGradExact
        self.recovered = recovered
        self.decayExponent = decayExponent
        self.isInOrder = isInOrder
    }

    /// The maximal number of entries between a crossing and the start of the rise to which it leads.
    static let slack = 2

    /// The contexts of spikes; everything has entry numbers, from 1, instead of steps.
    static func all(
        of spikes: [Spike],
        in trace: Trace,
        crossings: [Crossing],
        phases: [PhaseSegment],
        decay: MomentDecay
    ) -> [SpikeContext] {
        zip(spikes, [0] + spikes.map { $0.end ?? trace.count }).map { spike, previousEnd in
            func crossed(_ quantity: Crossing.Quantity) -> Int? {
                crossings.first { crossing in
                    crossing.quantity == quantity && crossing.first > previousEnd
                        && crossing.first <= spike.riseStart + slack && crossing.last >= spike.riseStart - slack
                }?.first
            }
            let lambdaMax = crossed(.lambdaMax)
            let recovered = recovery(of: spike, in: trace)
            let decays = phases.contains { $0.phase == .decay && $0.first > previousEnd && $0.first < spike.peak }
            return SpikeContext(
                spike: spike,
                crossedLambdaMax: lambdaMax,
                crossedLambdaGrad: crossed(.lambdaGrad),
                crossedLambdaGradExact: crossed(.lambdaGradExact),
                recovered: recovered,
                decayExponent: decayExponent(before: spike, in: trace, decay),
                isInOrder: decays && lambdaMax != nil && recovered != nil
            )
        }
    }

    private static func recovery(of spike: Spike, in trace: Trace) -> Int? {
        let (curvature, threshold) = (trace[.lambdaGrad], trace[.threshold])
        let last = min((spike.end ?? trace.count) + 60, trace.count) - 2
        return stride(from: max(1, spike.peak - 10), through: last, by: 1).first { step in
            (step - 1...step + 1).allSatisfy { curvature[$0] < threshold[$0] }
        }
    }

    /// Converts entry numbers into steps.
    func inSteps(of trace: Trace) -> SpikeContext {
        func step(_ number: Int?) -> Int? { number.map { trace.steps[$0 - 1] } }
        return SpikeContext(
            spike: spike.inSteps(of: trace),
            crossedLambdaMax: step(crossedLambdaMax),
            crossedLambdaGrad: step(crossedLambdaGrad),
            crossedLambdaGradExact: step(crossedLambdaGradExact),
            recovered: step(recovered),
            decayExponent: decayExponent,
            isInOrder: isInOrder
        )
    }

    /// The least-squares slope of log Σv against the step, divided by the mean rate of the optimizer's decay.
    private static func decayExponent(before spike: Spike, in trace: Trace, _ decay: MomentDecay) -> Double? {
        let logs = trace[.sumV].prefix(spike.riseStart).suffix(30).map { log($0) }
        let steps = Array(trace.steps.prefix(spike.riseStart).suffix(30))
        guard logs.count == 30, logs.allSatisfy(\.isFinite),
            trace.isUnbroken(from: spike.riseStart - 30, to: spike.riseStart - 1),
            let rate = decay.rate(over: steps[0] + 1...steps[29])
        else { return nil }
        let centre = Double(steps.reduce(0, +)) / 30
        var covariance = 0.0
        var variance = 0.0
        for (step, value) in zip(steps, logs) {
            let offset = Double(step) - centre
            covariance += offset * value
            variance += offset * offset
        }
        return covariance / variance / rate
    }
}
