/// Pseudo-random numbers determined by a seed (SplitMix64; Steele, Lea and Flood 2014).
public struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    /// Creates a generator with a state.
    public init(state: UInt64) {
        self.state = state
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A uniform number in a range.
    public mutating func number(_ range: ClosedRange<Double> = -2...2) -> Double {
        Double.random(in: range, using: &self)
    }

    /// An approximately normal number: the sum of twelve uniform ones, minus 6.
    public mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + Double(next() >> 11) * 0x1p-53 }
    }

    /// `count` approximately normal numbers.
    public mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }
}
