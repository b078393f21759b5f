/// One plot of a figure.
public struct Panel: Sendable {
    /// The title.
    ///
    /// It may hold formulas.
    ///
    /// In a figure with several panels a bold letter precedes it.
    public var title: String?
    /// The y axis; nil for a strip, which has none.
    public var y: Axis?
    /// A second y axis on the right, which shows the same values in another unit.
    public var second: SecondAxis?
    /// The height of its plot in pixels.
    public var height: Double
    /// The ratio of the plot's width to its height, which replaces `height`; nil to use `height`.
    public var aspect: Double?
    /// The marks, from the back to the front.
    public var marks: [any Mark]

    /// Creates a panel, by default 150 pixels high.
    public init(
        _ title: String? = nil,
        y: Axis?,
        second: SecondAxis? = nil,
        height: Double = 150,
        aspect: Double? = nil,
        marks: [any Mark]
    ) {
        self.title = title
        self.y = y
        self.second = second
        self.height = height
        self.aspect = aspect
        self.marks = marks
    }
}
