import Analysis
import Settings
import Training

/// How often the loss over all samples is recorded, as an author writes it.
enum FullLoss {
    /// As often as costs a few per cent at most.
    case auto
    /// Every n steps; 0 for never.
    case every(Int)

    /// A description of the allowed values.
    static let allowed = "auto, or a whole number from 0 to \(CoreRun.stepLimit)"

    /// Reads the value of the key; throws a `SettingFault` whose path is empty.
    init(_ value: Value) throws {
        switch value {
        case .text("auto"): self = .auto
        case .number(let number):
            guard let steps = Int(exactly: number), (0...CoreRun.stepLimit).contains(steps) else {
                let message = "\(Value.canonical(number)) is out of range"
                throw SettingFault(.outOfRange, at: [], message, help: "allowed: \(Self.allowed)")
            }
            self = .every(steps)
        default: throw SettingFault(.wrongType, at: [], "expected \(Self.allowed), found \(value.kind)")
        }
    }

    /// The number of epochs between two full losses.
    ///
    /// Computing the loss of a sample takes about a third of training on it, so once in ten epochs adds some 3 % of
    /// work, and less with probes.
    private static let passes = 10

    /// The number of steps between two full losses, for batches of `size` out of `samples`; nil when the samples are
    /// unknown.
    ///
    /// A detector of this loss needs it at each step; in full-batch training it is the steps' own loss. The number of
    /// samples is evaluated only if needed, since that may require reading a file.
    func interval(samples: @autoclosure () -> Int?, batch: Batch, detector: SpikeDetector) -> Int {
        switch self {
        case .every(let steps): return steps
        case .auto:
            guard batch.size > 0, !detector.looksAtAllSamples, let samples = samples() else { return 1 }
            return max(1, (Self.passes * samples + batch.size - 1) / batch.size)
        }
    }
}
