/// Text sizes of a figure, in pixels.
struct TypeSizes: Sendable {
    /// Panel titles and names of lines.
    var label = 13.0
    /// Ticks and axis labels.
    var tick = 12.0
    /// Notes within a plot.
    var small = 12.0
}
