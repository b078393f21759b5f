/// An axis: what it measures, on which scale, and what it must show.
public struct Axis: Sendable, Hashable {
    /// What it measures, set in muted text; nil for none.
    public var label: String?
    /// How values become distances.
    public var scale: Scale
    /// Limits to keep to exactly; data outside end in an arrow.
    ///
    /// Nil: from the data, with some air.
    public var limits: ClosedRange<Double>?
    /// Values that must lie inside the limits and carry a labelled tick.
    public var includes: [Double]

    /// Creates an axis; linear, with limits from the data, unless said otherwise.
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
