/// An error while a figure is drawn.
public enum ChartError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A font file was found in none of the known folders.
    ///
    /// The second value is the package that holds it.
    case missingFont(file: String, package: String)
    /// A label has a syntax error: the whole label, and the problem.
    case label(String, problem: String)
    /// A figure is inconsistent: its id, and the problem.
    case figure(id: String, problem: String)
    /// Cairo, Pango or zlib reported an error.
    case drawing(String)

    /// The error as one sentence without a full stop.
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
