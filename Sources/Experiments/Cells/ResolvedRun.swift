import Analysis
import Settings
import Training

/// All that a plan must know about a run that names units of cells, as a worker read it.
public struct ResolvedRun: Sendable, Hashable, Codable {
    /// Steps from a first one on, with the factor by which the second moment decays by itself.
    struct Decay: Sendable, Hashable, Codable {
        var first: Int
        var factor: Double?
    }

    /// The specification with every default filled in.
    let canonical: Value
    /// The code of this program that acts on the trace.
    let code: Value
    let hasLoss: Bool
    let plannedSteps: Int?
    let asksDetector: Bool
    let costClass: String
    let expectedSeconds: Double
    /// The decay of the second moment, whenever it changes.
    let decay: [Decay]

    /// Describes a run.
    init(_ run: CoreRun) {
        canonical = run.canonical
        code = .map(run.code(.compiled))
        hasLoss = run.hasLoss
        plannedSteps = run.plannedSteps
        asksDetector = run.asksDetector
        costClass = run.costClass
        expectedSeconds = run.expectedSeconds
        let stated = run.momentDecay
        decay = (1...max(1, run.steps)).reduce(into: []) { known, step in
            let factor = stated.factor(at: step)
            if known.isEmpty || known.last?.factor != factor { known.append(Decay(first: step, factor: factor)) }
        }
    }

    /// The decay of the second moment by itself.
    var momentDecay: MomentDecay {
        MomentDecay(stated: { [decay] step in
            // The first change after a step follows the one that holds.
            var (low, high) = (0, decay.count)
            while low < high {
                let middle = (low + high) / 2
                if decay[middle].first <= step { low = middle + 1 } else { high = middle }
            }
            return low > 0 ? decay[low - 1].factor : nil
        })
    }
}
