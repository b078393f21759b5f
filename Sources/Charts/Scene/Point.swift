/// A point in a figure, in CSS pixels from the figure's top left corner.
public struct Point: Sendable, Hashable {
    /// The distance to the right.
    public var x: Double
    /// The distance downwards.
    public var y: Double

    /// Creates a point.
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}
