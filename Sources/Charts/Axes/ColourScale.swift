/// The mapping from values to colours in a heat map, shown by a bar beside the plot.
public struct ColourScale: Sendable, Hashable {
    /// What the colours show, with its unit.
    ///
    /// The label may hold formulas.
    public var label: String
    /// The ramp of colours.
    public var ramp: Ramp
    /// The values at the ramp's two ends.
    ///
    /// Values beyond them get the colour of the nearer end.
    public var limits: ClosedRange<Double>
    /// Whether the scale is logarithmic.
    public var isLog: Bool
    /// Whether zero is shown apart, in the page's colour.
    public var hasZero: Bool

    /// Creates a scale that covers some values.
    ///
    /// On a diverging ramp zero lies in the middle.
    public init(
        _ label: String,
        of values: [Double],
        ramp: Ramp = .sequential,
        isLog: Bool = false,
        hasZero: Bool = false
    ) {
        self.label = label
        self.ramp = ramp
        self.isLog = isLog
        self.hasZero = hasZero
        let coloured = values.filter { $0.isFinite && !(hasZero && $0 == 0) }
        if ramp == .diverging {
            let reach = coloured.map(abs).max() ?? 0
            limits = reach > 0 ? -reach...reach : -1...1
        } else {
            let placed = isLog ? coloured.filter { $0 > 0 } : coloured
            let (low, high) = (placed.min() ?? 1, placed.max() ?? 1)
            limits = low < high ? low...high : ColourScale.limits(around: low)
        }
    }

    /// The range from half a value to its double, for a scale whose values are all equal.
    ///
    /// An end that would be zero or infinite is replaced by the value itself.
    private static func limits(around value: Double) -> ClosedRange<Double> {
        guard value != 0 else { return 0...1 }
        let (half, double) = (value / 2 == 0 ? value : value / 2, (value * 2).isFinite ? value * 2 : value)
        return min(half, double)...max(half, double)
    }

    /// The scale of the bar's axis.
    ///
    /// A diverging logarithmic one is linear up to a hundredth of its upper limit.
    var scale: Scale {
        guard isLog else { return .linear }
        return ramp == .diverging ? .symlog(constant: max(limits.upperBound / 100, .leastNormalMagnitude)) : .log
    }

    /// The mapping from values to heights on the bar.
    func mapping(from bottom: Double, to top: Double) -> Mapping {
        Mapping(scale: scale, low: limits.lowerBound, high: limits.upperBound, start: bottom, end: top)
    }

    /// The colour of a value; nil for a zero that is shown apart and for a value outside the scale's domain.
    func shade(of value: Double) -> Shade? {
        guard scale.admits(value), !(hasZero && value == 0) else { return nil }
        return Shade(ramp, at: mapping(from: 0, to: 1).position(value))
    }
}
