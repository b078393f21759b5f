/// The scales of a panel.
public struct Axes: Sendable {
    /// The scale of the x axis.
    public var x: Scale
    /// The scale of the y axis.
    public var y: Scale
}
