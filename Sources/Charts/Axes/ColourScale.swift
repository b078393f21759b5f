/// How values become colours, for heat maps; a bar beside the plot shows it.
public struct ColourScale: Sendable, Hashable {
    /// What the colours show, with its unit; it may hold maths.
    public var label: String
    /// The colours.
    public var ramp: Ramp
    /// The values at the ramp's two ends; values beyond them have the colour of the end.
    public var limits: ClosedRange<Double>
    /// Whether equal ratios are equal steps of colour.
    public var isLog: Bool
    /// Whether zero has a class of its own, in the page's colour.
    public var hasZero: Bool

    /// A scale for some values; a diverging one has zero in its middle.
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

    /// From half a value to its double, as far as these are numbers other than 0.
    private static func limits(around value: Double) -> ClosedRange<Double> {
        guard value != 0 else { return 0...1 }
        let (half, double) = (value / 2 == 0 ? value : value / 2, (value * 2).isFinite ? value * 2 : value)
        return min(half, double)...max(half, double)
    }

    /// The ruler along the bar; a diverging logarithm is linear within a hundredth of its reach.
    var scale: Scale {
        guard isLog else { return .linear }
        return ramp == .diverging ? .symlog(constant: max(limits.upperBound / 100, .leastNormalMagnitude)) : .log
    }

    /// The bar's mapping between two heights.
    func mapping(from bottom: Double, to top: Double) -> Mapping {
        Mapping(scale: scale, low: limits.lowerBound, high: limits.upperBound, start: bottom, end: top)
    }

    /// The colour of a value; nil for one of the zero class, and for one that has no place.
    func shade(of value: Double) -> Shade? {
        guard scale.admits(value), !(hasZero && value == 0) else { return nil }
        return Shade(ramp, at: mapping(from: 0, to: 1).position(value))
    }
}
