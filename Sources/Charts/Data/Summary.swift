/// Counts of how a series was drawn, stated in captions and tables.
public struct Summary: Sendable, Hashable {
    /// How the points of a series became a drawn line.
    public enum Method: String, Sendable {
        /// Every point was drawn.
        case everyPoint = "every point"
        /// The first, least, greatest and last value of each half-pixel column were drawn.
        case minMax = "min–max per half pixel"
        /// Each cell of a heat map shows one value.
        case everyCell = "every cell"
        /// A column of a heat map shows the greatest value of its steps.
        case maxPerColumn = "greatest value per column"
        /// A column of a heat map shows the mean of its steps.
        case meanPerColumn = "mean per column"
    }

    /// The panel's index, from 0.
    public var panel = 0
    /// The series' name in plain Unicode.
    public var name = ""
    /// The number of values within the x limits.
    public var points = 0
    /// The number of vertices drawn for them.
    public var drawn = 0
    /// The number of NaN values.
    public var nan = 0
    /// The number of values that are plus infinity.
    public var positiveInfinite = 0
    /// The number of values that are minus infinity.
    public var negativeInfinite = 0
    /// The number of values that are zero or negative and so cannot be shown on a log axis.
    public var nonPositive = 0
    /// The number of values beyond fixed limits.
    public var outside = 0
    /// The smallest and largest finite value.
    public var range: ClosedRange<Double>?
    /// How the points became a line.
    public var method = Method.everyPoint

    /// The number of values that could not be drawn at their position.
    public var bad: Int { nan + positiveInfinite + negativeInfinite + nonPositive }
}
