/// An axis of a panel: its label, its scale and its limits.
public struct Axis: Sendable, Hashable {
    /// The label, set in muted text; nil for none.
    public var label: String?
    /// The scale, which turns values into distances.
    public var scale: Scale
    /// The exact limits of the axis; nil to take them from the data with a margin.
    ///
    /// Where a line leaves exact limits an arrow shows it.
    public var limits: ClosedRange<Double>?
    /// Values that must lie inside the limits and carry a labelled tick.
    public var includes: [Double]

    /// Creates an axis.
    ///
    /// Without arguments it is linear, with limits from the data.
    public init(
        _ label: String? = nil,
        scale: Scale = .linear,
        limits: ClosedRange<Double>? = nil,
        includes: [Double] = []
    ) {
        self.label = label
        self.scale = scale
        self.limits = limits
        self.includes = includes
    }
}
