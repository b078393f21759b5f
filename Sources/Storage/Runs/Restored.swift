import Experiments
import Training

/// Makes the derived values of a run anew from what was stored of them.
///
/// Their types have no public initialiser: a value that the analysis made serves as the mould, every field of it being
/// overwritten.
enum Restored {
    static func spike(riseStart: Int, onset: Int, peak: Int, end: Int?, height: Double, trough: Double) throws -> Spike
    {
        var spike = try (mould?.spikes.first).orDamaged().spike
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
    ) throws -> SpikeContext {
        var context = try (mould?.spikes.first).orDamaged()
        context.spike = spike
        context.crossedLambdaMax = crossed.lambdaMax
        context.crossedLambdaGrad = crossed.lambdaGrad
        context.crossedLambdaGradExact = crossed.lambdaGradExact
        context.recovered = recovered
        context.decayExponent = decayExponent
        context.isInOrder = isInOrder
        return context
    }

    static func crossing(_ quantity: Crossing.Quantity, first: Int, last: Int, peakRatio: Double) throws -> Crossing {
        var crossing = try (mould?.crossings.first).orDamaged()
        crossing.quantity = quantity
        crossing.first = first
        crossing.last = last
        crossing.peakRatio = peakRatio
        return crossing
    }

    static func segment(_ phase: PhaseSegment.Phase, first: Int, last: Int) throws -> PhaseSegment {
        var segment = try (mould?.phases.first).orDamaged()
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
    fileprivate func orDamaged() throws -> Wrapped {
        guard let self else { throw DamagedRow(reason: "the core makes no such value") }
        return self
    }
}
