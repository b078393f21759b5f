/// A second axis on the right that reads the same lines in another unit: `factor` times the value on the left.
///
/// Two unrelated quantities never share a panel: their crossing would mean nothing.
public struct SecondAxis: Sendable, Hashable {
    /// What it measures.
    public var label: String
    /// By what the left axis' values are multiplied; positive.
    public var factor: Double

    /// Creates a second axis.
    public init(_ label: String, factor: Double) {
        self.label = label
        self.factor = factor
    }
}
