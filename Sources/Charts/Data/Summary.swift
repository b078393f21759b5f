/// What became of a series when it was drawn; captions and tables state it.
public struct Summary: Sendable, Hashable {
    /// How the points of a series became a drawn line.
    public enum Method: String, Sendable {
        /// Every point is drawn.
        case everyPoint = "every point"
        /// First, least, greatest and last value of each half pixel column.
        case minMax = "min–max per half pixel"
        /// Each cell of a heat map has one value.
        case everyCell = "every cell"
        /// A column of a heat map has the greatest value of its steps.
        case maxPerColumn = "greatest value per column"
        /// A column of a heat map has the mean of its steps.
        case meanPerColumn = "mean per column"
    }

    /// Which panel, from 0.
    public var panel = 0
    /// The series' name in plain Unicode.
    public var name = ""
    /// How many values fall into the x limits.
    public var points = 0
    /// How many vertices are drawn for them.
    public var drawn = 0
    /// How many values are NaN.
    public var nan = 0
    /// How many are plus infinity.
    public var positiveInfinite = 0
    /// How many are minus infinity.
    public var negativeInfinite = 0
    /// How many are zero or less and have no place on a log axis.
    public var nonPositive = 0
    /// How many lie beyond fixed limits.
    public var outside = 0
    /// The smallest and largest finite value.
    public var range: ClosedRange<Double>?
    /// How the points became a line.
    public var method = Method.everyPoint

    /// How many values could not be drawn at their place.
    public var bad: Int { nan + positiveInfinite + negativeInfinite + nonPositive }
}
