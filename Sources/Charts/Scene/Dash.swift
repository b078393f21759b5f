/// The pattern of a line.
public enum Dash: String, Sendable, Hashable, CaseIterable {
    /// Without gaps.
    case solid
    /// Six pixels drawn, four left out.
    case dashed
    /// Small dots.
    case dotted
    /// Long, short, long.
    case dashDotted

    var lengths: [Double] {
        switch self {
        case .solid: []
        case .dashed: [6, 4]
        case .dotted: [1.5, 3]
        case .dashDotted: [8, 3, 1.5, 3]
        }
    }
}
