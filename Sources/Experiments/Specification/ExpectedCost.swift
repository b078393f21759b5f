import Settings
import Training

extension CoreRun {
    /// A text that is equal for runs whose steps have the same cost.
    public var costClass: String {
        let keys = ["model", "data", "loss", "batch", "probes", "precision", "full_loss", "bisect", "files"]
        let written = canonical
        return keys.map { written[$0]?.canonicalJSON ?? "" }.joined(separator: "\n")
    }

    /// The approximate duration of a run that reaches its end, in seconds, from what is computed in each step.
    public var expectedSeconds: Double {
        let shape = data?.announcedShape
        let counts = data?.announcedCounts ?? []
        guard data != nil, shape == nil || counts.isEmpty else { return expectedSeconds(shape, samples: counts.max()) }
        let schedule = (try? loopWithSamples())?.problem.data
        return expectedSeconds(schedule?.shape, samples: schedule?.parts.map(\.dataset.count).max())
    }

    private func expectedSeconds(_ shape: DataShape?, samples: Int?) -> Double {
        let once = loop.expectedSeconds(shape, samples: samples)
        return bisection.map { once * Double($0.halvings + 2) } ?? once
    }
}
