/// A second axis on the right that shows the same values in another unit: `factor` times the value on the left.
///
/// Two unrelated quantities must not share a panel, since the points where their lines cross would mean nothing.
public struct SecondAxis: Sendable, Hashable {
    /// The label.
    public var label: String
    /// The positive factor by which the left axis's values are multiplied.
    public var factor: Double

    /// Creates a second axis.
    public init(_ label: String, factor: Double) {
        self.label = label
        self.factor = factor
    }
}
