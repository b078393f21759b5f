/// A figure: panels over one x axis, with texts for screen readers.
///
/// A figure does not depend on how its data were recorded.
public struct Figure: Sendable {
    /// How the panels are arranged.
    public enum Arrangement: Sendable, Hashable {
        /// One above the other, with a common x axis.
        case stack
        /// Small multiples with shared axes, in rows of `columns`; fewer to a row where the figure is narrow.
        case grid(columns: Int)
    }

    /// A range of x that is shaded in all panels.
    public typealias Span = ClosedRange<Double>

    /// The name in the page: letters, digits, `-` and `_`.
    ///
    /// It is the prefix of all ids in the SVG.
    public var id: String
    /// The intended width in CSS pixels: 720 in the column, 940 when wide.
    public var width: Double
    /// The title for screen readers: kind of chart, variables and finding, in 80 to 250 characters.
    public var title: String
    /// The long description for screen readers, with numbers.
    public var description: String
    /// The x axis that all panels share.
    public var x: Axis
    /// The panels, from the top.
    public var panels: [Panel]
    /// The arrangement of the panels.
    public var arrangement: Arrangement
    /// Ranges of x to shade in all panels.
    public var shading: [Span]
    /// The range of the whole run when the figure shows a part of it; a thin bar then shows which part.
    public var whole: Span?
    /// The run, seed and version that the figure comes from.
    ///
    /// The PNG stores this text, so it must not hold a date or a host name.
    public var provenance: String
    /// The names of the colours in style sheets.
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
