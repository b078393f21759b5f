#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How values become distances along an axis.
public enum Scale: Sendable, Hashable {
    /// Equal differences, equal distances.
    case linear
    /// Equal ratios, equal distances; only positive values have a place.
    case log
    /// As `log`, with a place for zero so many decades below the least positive value.
    case logOrZero(least: Double, gap: Double)
    /// Linear within about ±`constant`, logarithmic beyond, through zero; the constant must be positive.
    case symlog(constant: Double)
    /// One row for each name, from the top down; row `i` lies at the value `i`.
    case rows([String])

    /// Whether a value has a place on the scale at all.
    func admits(_ value: Double) -> Bool {
        switch self {
        case .log: value > 0 && value.isFinite
        case .logOrZero: value >= 0 && value.isFinite
        case .linear, .symlog, .rows: value.isFinite
        }
    }

    /// The value on a ruler with equal distances; meaningful only for admitted values.
    func ruler(_ value: Double) -> Double {
        switch self {
        case .linear, .rows: value
        case .log: log10(value)
        // Below zero there is only air, counted in decades.
        case .logOrZero(let least, let gap): value > 0 ? log10(value) : log10(least) - gap + value
        case .symlog(let constant): copysign(log1p(abs(value) / constant), value)
        }
    }

    /// The inverse of `ruler`.
    func value(atRuler place: Double) -> Double {
        switch self {
        case .linear, .rows: place
        case .log: pow(10, place)
        case .logOrZero(let least, let gap):
            place > log10(least) - gap / 2 ? pow(10, place) : min(place - log10(least) + gap, 0)
        case .symlog(let constant): copysign(constant * expm1(abs(place)), place)
        }
    }
}
