/// Where the names of a panel's lines are drawn.
enum Naming: Sendable, Hashable {
    /// At the ends of the lines, beside the plot.
    case ends
    /// Within the plot, where each line is apart from the others.
    case inside
    /// In the legend above the plot.
    case legend
}
