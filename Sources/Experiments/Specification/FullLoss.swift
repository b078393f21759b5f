import Analysis
import Settings
import Training

/// From how many steps to how many the loss over all samples is recorded, as an author writes it.
enum FullLoss {
    /// As often as costs a few per cent at most.
    case auto
    /// Each so many steps; 0 for never.
    case every(Int)

    /// What the setting allows.
    static let allowed = "auto, or a whole number from 0 to \(CoreRun.stepLimit)"

    /// Reads what stands under the key; throws a `SettingFault` whose path is empty.
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

    /// The loss of a sample takes about a third of what training on it does, so that one look at all samples in ten passes
    /// over them is some 3 % of the work, and less with probes.
    private static let passes = 10

    /// The number of steps for batches of `size` out of `samples`, nil where the samples are not known.
    ///
    /// A detector that looks at this loss needs it at each step; for full batches it is the loss of the steps themselves.
    /// The samples are asked for only where they decide, since counting them may take reading a file.
    func interval(samples: @autoclosure () -> Int?, batch: Batch, detector: SpikeDetector) -> Int {
        switch self {
        case .every(let steps): return steps
        case .auto:
            guard batch.size > 0, !detector.looksAtAllSamples, let samples = samples() else { return 1 }
            return max(1, (Self.passes * samples + batch.size - 1) / batch.size)
        }
    }
}
