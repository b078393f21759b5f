import Experiments
import Training

/// Makes the derived values of a run anew from what was stored of them.
///
/// Their types have no public initialiser: a value that the analysis made serves as the mould, every field of it being
/// overwritten.
enum Restored {
    static func spike(riseStart: Int, onset: Int, peak: Int, end: Int?, height: Double, trough: Double) -> Spike {
        var spike = (mould?.spikes.first).orStop().spike
        spike.riseStart = riseStart
        spike.onset = onset
        spike.peak = peak
        spike.end = end
        spike.height = height
        spike.trough = trough
        return spike
    }

    static func context(
        _ spike: Spike,
        crossed: (lambdaMax: Int?, lambdaGrad: Int?, lambdaGradExact: Int?),
        recovered: Int?,
        decayExponent: Double?,
        isInOrder: Bool
    ) -> SpikeContext {
        var context = (mould?.spikes.first).orStop()
        context.spike = spike
        context.crossedLambdaMax = crossed.lambdaMax
        context.crossedLambdaGrad = crossed.lambdaGrad
        context.crossedLambdaGradExact = crossed.lambdaGradExact
        context.recovered = recovered
        context.decayExponent = decayExponent
        context.isInOrder = isInOrder
        return context
    }

    static func crossing(_ quantity: Crossing.Quantity, first: Int, last: Int, peakRatio: Double) -> Crossing {
        var crossing = (mould?.crossings.first).orStop()
        crossing.quantity = quantity
        crossing.first = first
        crossing.last = last
        crossing.peakRatio = peakRatio
        return crossing
    }

    static func segment(_ phase: PhaseSegment.Phase, first: Int, last: Int) -> PhaseSegment {
        var segment = (mould?.phases.first).orStop()
        segment.phase = phase
        segment.first = first
        segment.last = last
        return segment
    }

    /// A descent whose step is far too long: it has a phase, a crossing and a spike within twenty steps.
    private static let mould: Simulation.Result? = {
        let tree = Value.map([
            .init("model", .text("quadratic")),
            .init("optimizer", .map([.init("sgd", .map([.init("lr", .number(4))]))])),
            .init("steps", .number(20)),
        ])
        let specification = try? Experiment(reading: tree).members.first?.specification
        return specification.flatMap { Simulation($0).run() }
    }()
}

extension Optional {
    /// The core's own analysis of a descent that is far too long has always a first spike, crossing and phase.
    fileprivate func orStop() -> Wrapped {
        guard let self else { preconditionFailure("the core finds neither spike nor crossing in a diverging descent") }
        return self
    }
}
