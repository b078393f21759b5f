/// Transcendental functions computed with the four operations only, so that data have the same bits on every
/// platform.
///
/// The C library's functions differ in their last bits between systems. Swift never fuses a product and a sum into
/// one rounding, so the bits are fixed.
enum Elementary {
    /// sin x for |x| below 10⁶, within 3·10⁻¹⁶.
    ///
    /// Reduction by multiples of π/2 in three parts (Cody and Waite 1980), then the Taylor series.
    static func sine(_ x: Double) -> Double {
        precondition(abs(x) < 1e6, "sine of \(x)")
        let turns = (x * (2 / Double.pi)).rounded()
        // The first two parts of π/2 have 33 bits each, so their products with up to 2²⁰ turns are exact.
        let rest = ((x - turns * 0x1.921fb544p+0) - turns * 0x1.0b4611a6p-34) - turns * 0x1.3198a2e037073p-69
        let quarter = Int(turns) & 3
        let value = quarter & 1 == 0 ? sineSeries(rest) : cosineSeries(rest)
        return quarter & 2 == 0 ? value : -value
    }

    /// eˣ, within a few units of its last place; 0 below −745, infinite above 710.
    static func exponential(_ x: Double) -> Double {
        guard x < 710 else { return x.isNaN ? x : .infinity }
        guard x > -745 else { return 0 }
        let doublings = (x / 0.6931471805599453).rounded()
        // log 2 in two parts, the first with 33 bits.
        let rest = (x - doublings * 0x1.62e42feep-1) - doublings * 0x1.a39ef35793c76p-33
        var sum = 1.0
        for order in stride(from: 14, through: 1, by: -1) { sum = 1 + sum * rest / Double(order) }
        return Double(sign: .plus, exponent: Int(doublings), significand: sum)
    }

    /// tanh x, within 3·10⁻¹⁶.
    static func hyperbolicTangent(_ x: Double) -> Double {
        let magnitude = 1 - 2 / (exponential(2 * abs(x)) + 1)
        return x < 0 ? -magnitude : magnitude
    }

    private static func sineSeries(_ x: Double) -> Double {
        let square = x * x
        var sum = 1.0
        for order in stride(from: 20, through: 2, by: -2) { sum = 1 - sum * square / Double(order * (order + 1)) }
        return x * sum
    }

    private static func cosineSeries(_ x: Double) -> Double {
        let square = x * x
        var sum = 1.0
        for order in stride(from: 20, through: 2, by: -2) { sum = 1 - sum * square / Double(order * (order - 1)) }
        return sum
    }
}
