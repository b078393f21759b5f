/// A figure: panels over one x axis, and what a reader needs who cannot see them.
///
/// It knows nothing of runs.
public struct Figure: Sendable {
    /// How the panels are arranged.
    public enum Arrangement: Sendable, Hashable {
        /// One above the other, over one x axis.
        case stack
        /// Small multiples in rows of so many, with shared axes; fewer in a row where the width is short.
        case grid(columns: Int)
    }

    /// A stretch of x that is shaded in all panels.
    public typealias Span = ClosedRange<Double>

    /// Its name in the page: letters, digits, `-` and `_`; the prefix of all ids in the SVG.
    public var id: String
    /// The width it is meant for, in CSS pixels: 720 in the column, 940 when wide.
    public var width: Double
    /// The title for screen readers: kind and variables, 80 to 250 characters with the finding.
    public var title: String
    /// The long description for screen readers, with numbers.
    public var description: String
    /// The x axis that all panels share.
    public var x: Axis
    /// The panels, from the top.
    public var panels: [Panel]
    /// How they are arranged.
    public var arrangement: Arrangement
    /// Stretches of x to shade in all panels.
    public var shading: [Span]
    /// When the figure shows a window of a run, the whole run; a thin bar then says where one is.
    public var whole: Span?
    /// Where the figure comes from (run, seed, version), stored in the PNG; it must not hold a date or a host.
    public var provenance: String
    /// The names of its colours in style sheets.
    public var palette: Palette

    /// Creates a figure.
    public init(
        id: String,
        width: Double = 720,
        title: String,
        description: String,
        x: Axis,
        panels: [Panel],
        arrangement: Arrangement = .stack,
        shading: [Span] = [],
        whole: Span? = nil,
        provenance: String = "",
        palette: Palette = Palette()
    ) {
        self.id = id
        self.width = width
        self.title = title
        self.description = description
        self.x = x
        self.panels = panels
        self.arrangement = arrangement
        self.shading = shading
        self.whole = whole
        self.provenance = provenance
        self.palette = palette
    }
}
