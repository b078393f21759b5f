/// What can go wrong while a figure is drawn.
public enum ChartError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A font file is in none of the known folders; the second value is the package that holds it.
    case missingFont(file: String, package: String)
    /// A label that cannot be set: the whole label, and what is wrong with it.
    case label(String, problem: String)
    /// A figure that contradicts itself: its id, and how.
    case figure(id: String, problem: String)
    /// Cairo or Pango refused.
    case drawing(String)

    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .missingFont(let file, let package):
            "the font file \(file) was not found; install the package \(package) or name its folder in SPIKEBOOK_FONTS"
        case .label(let text, let problem): "the label \"\(text)\" cannot be set: \(problem)"
        case .figure(let id, let problem): "the figure \(id) cannot be drawn: \(problem)"
        case .drawing(let problem): "drawing failed: \(problem)"
        }
    }
}
