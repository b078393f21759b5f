#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A scale: how values become distances along an axis.
public enum Scale: Sendable, Hashable {
    /// Linear: equal differences have equal distances.
    case linear
    /// Logarithmic: equal ratios have equal distances.
    ///
    /// Only positive values are admitted.
    case log
    /// Logarithmic with zero admitted: it lies `gap` decades below `least`, the smallest positive value.
    case logOrZero(least: Double, gap: Double)
    /// Linear within about ±`constant` and logarithmic beyond, through zero.
    ///
    /// The constant must be positive.
    case symlog(constant: Double)
    /// Categories, one row for each name from the top down.
    ///
    /// Row `i` lies at the value `i`.
    case rows([String])

    /// Whether the scale can show a value.
    func admits(_ value: Double) -> Bool {
        switch self {
        case .log: value > 0 && value.isFinite
        case .logOrZero: value >= 0 && value.isFinite
        case .linear, .symlog, .rows: value.isFinite
        }
    }

    /// Whether equal ratios of positive values have equal distances.
    var isLogarithmic: Bool {
        switch self {
        case .log, .logOrZero: true
        case .linear, .symlog, .rows: false
        }
    }

    /// The scale's transform of a value, in which distances are equal.
    ///
    /// It is meaningful for admitted values only.
    func ruler(_ value: Double) -> Double {
        switch self {
        case .linear, .rows: value
        case .log: log10(value)
        // Below zero there is only a margin, counted in decades.
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
