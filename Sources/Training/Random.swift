/// The seeded generator xoshiro256★★ (Blackman and Vigna 2021), its state filled by SplitMix64 from one seed.
///
/// Every draw uses only integer arithmetic, the four basic operations and square roots, so a seed gives the same data
/// on every platform.
///
/// Independent quantities draw from streams with different names: data sets from `data…`, initial parameters from
/// `parameters…`, the order of mini-batches from `batches…`.
public struct Random: Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// A stream for `seed`; equal seeds give equal streams.
    public init(seed: Int) {
        var mixer = SplitMix64(state: UInt64(bitPattern: Int64(seed)))
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// The stream called `stream` of `seed`, independent of the seed's other streams and of `Random(seed:)`.
    ///
    /// The FNV-1a hash of the name's UTF-8 is mixed into the first SplitMix64 output of the seed, and the result is the
    /// state from which SplitMix64 fills the generator's own.
    public init(seed: Int, stream: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var ofSeed = SplitMix64(state: UInt64(bitPattern: Int64(seed)))
        var mixer = SplitMix64(state: ofSeed.next() ^ hash)
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// A stream that continues from a state, which must not be all zeros; for comparison with published outputs.
    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotate(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotate(state.3, 45)
        return result
    }

    /// A number in [0, 1), a multiple of 2⁻⁵³.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// An integer from 0 to below `bound`, each equally likely (Lemire 2019).
    public mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "no whole number lies from 0 to below \(bound)")
        let width = UInt64(bound)
        var product = next().multipliedFullWidth(by: width)
        if product.low < width {
            let short = (0 &- width) % width
            while product.low < short { product = next().multipliedFullWidth(by: width) }
        }
        return Int(product.high)
    }

    /// The integers from 0 to below `count` in a uniformly random order (Fisher and Yates).
    public mutating func permutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, below(place + 1)) }
        return order
    }

    /// `count` standard normal numbers.
    public mutating func normals(_ count: Int) -> [Double] {
        var numbers: [Double] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count { numbers.append(normal()) }
        return numbers
    }

    /// A standard normal number, by Marsaglia's polar method; the second number of the pair is discarded.
    public mutating func normal() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * Self.logarithm(square) / square).squareRoot() }
        }
    }

    /// The natural logarithm of a positive normal number, within a few units of its last place.
    ///
    /// The system's own differs in its last bits between platforms, and so would every normal draw. log x = e·log 2 +
    /// 2·artanh((m − 1)/(m + 1)) with x = m·2ᵉ, m in [√½, √2).
    static func logarithm(_ x: Double) -> Double {
        var mantissa = x.significand
        var exponent = Double(x.exponent)
        if mantissa > 1.4142135623730951 {
            mantissa /= 2
            exponent += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        var sum = 0.0
        // |ratio| < 0.172, so the term of order 2·12 + 1 is below 1e-19.
        for order in stride(from: 12, through: 0, by: -1) {
            sum = sum * square + 1 / Double(2 * order + 1)
        }
        return exponent * 0.6931471805599453 + 2 * ratio * sum
    }

    private static func rotate(_ x: UInt64, _ count: UInt64) -> UInt64 {
        x << count | x >> (64 - count)
    }
}
