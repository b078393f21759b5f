/// Something that happened to the loss of a log.
public struct LogEvent: Sendable, Hashable {
    /// The kinds of event.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case spike, bump, doubtful, step
        /// The loss fell to zero or stopped changing.
        case collapse
        /// The loss is not finite.
        case nonFinite = "non-finite"
        /// The program, or its optimizer's state, began anew.
        case restart

        /// The kind of a rise.
        init(_ kind: Rise.Kind) {
            switch kind {
            case .spike: self = .spike
            case .doubtful: self = .doubtful
            case .bump: self = .bump
            case .step: self = .step
            }
        }
    }

    /// The rules that found it.
    public enum Rule: String, Sendable, Codable {
        case decades, noise
        /// Both rules, or the log itself, whatever the rule.
        case both
    }

    public var kind: Kind
    public var rule: Rule
    /// Its first, highest and last step; the last is nil when it never ended.
    public var start: Int
    public var peak: Int
    public var end: Int?
    /// The height in decades and in standard deviations of the noise; nil where it has none.
    public var decades: Double?
    public var sigmas: Double?

    /// Whether it is more than one or two odd batches.
    public var isGrave: Bool { [.spike, .step, .collapse, .nonFinite].contains(kind) }
    /// Whether it is a rise of the loss that lasted.
    public var isRise: Bool { kind == .spike || kind == .step }
}
