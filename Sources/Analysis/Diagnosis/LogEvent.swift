/// Something that happened to the loss of a log.
public struct LogEvent: Sendable, Hashable {
    /// The rules that found it.
    public enum Rule: String, Sendable, Codable {
        case decades, noise
        /// Both rules, or the log itself, whatever the rule.
        case both

        init(_ rule: Rise.Rule) {
            switch rule {
            case .decades: self = .decades
            case .noise: self = .noise
            case .record: self = .both
            }
        }
    }

    public var kind: Rise.Kind
    public var rule: Rule
    /// Its first, highest and last step; the last is nil when it never ended.
    public var start: Int
    public var peak: Int
    public var end: Int?
    /// The height in decades and in standard deviations of the noise; nil where it has none.
    public var decades: Double?
    public var sigmas: Double?

    init(_ rise: Rise) {
        (kind, rule) = (rise.kind, Rule(rise.rule))
        (start, peak, end) = (rise.start, rise.peak, rise.end)
        (decades, sigmas) = (rise.decades, rise.sigmas)
    }

    /// Whether it is more than one or two odd batches.
    public var isGrave: Bool { [.spike, .step, .collapse, .nonFinite].contains(kind) }
    /// Whether it is a rise of the loss that lasted.
    public var isRise: Bool { kind == .spike || kind == .step }
}
