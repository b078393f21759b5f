/// The scales of a panel.
public struct Axes: Sendable {
    /// The scale across.
    public var x: Scale
    /// The scale upwards.
    public var y: Scale
}
