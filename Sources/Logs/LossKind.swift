/// What a recorded loss is measured over, which decides how high and how sharp a spike can appear.
public enum LossKind: String, Sendable, CaseIterable, Codable {
    /// The loss of one step's batch.
    case step
    /// The mean over the steps since the entry before.
    case window
    /// The mean over an epoch, or the running mean within one.
    case epoch
    /// A running average over many steps.
    case ema
    /// The format does not say.
    case unknown

    /// A description, with the consequence for reading spikes.
    public var documentation: String {
        switch self {
        case .step: "the loss of a single step"
        case .window: "the mean since the entry before: peaks are lower than those of single steps"
        case .epoch: "the mean over an epoch: spikes within an epoch are invisible"
        case .ema: "a running average: spikes come late and lower"
        case .unknown: "of one step or a mean, which the format does not say"
        }
    }

    /// The kind that the loss's name implies; nil when it implies none.
    static func said(by name: String?) -> LossKind? {
        let words = Set(name.map { LogColumn.folded($0).split(separator: "_").map(String.init) } ?? [])
        if words.contains("epoch") { return .epoch }
        return words.isDisjoint(with: ["ema", "smooth", "smoothed", "running"]) ? nil : .ema
    }
}
