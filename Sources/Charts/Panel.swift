/// One plot of a figure.
public struct Panel: Sendable {
    /// What it shows; it may hold maths.
    ///
    /// A figure with several panels puts a bold letter before it.
    public var title: String?
    /// The axis upwards; nil for a strip, which has none.
    public var y: Axis?
    /// Another reading of the same axis, on the right.
    public var second: SecondAxis?
    /// The height of its plot in pixels.
    public var height: Double
    /// Width over height of its plot, instead of a height; nil for the height.
    public var aspect: Double?
    /// What it shows, from the back to the front.
    public var marks: [any Mark]

    /// Creates a panel; 150 pixels high unless said otherwise.
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
