/// A small generator of random directions: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), always with the same
/// seed.
struct NoiseSource {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Adds uniform noise with a mean length of about `length`.
    mutating func add(to vector: UnsafeMutablePointer<Double>, count: Int, length: Double) {
        // A uniform number in ±1 has variance 1/3.
        let factor = length * (3 / Double(count)).squareRoot() * 0x1p-52
        for i in 0..<count {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            bits ^= bits >> 31
            vector[i] += factor * Double(Int64(bitPattern: bits) >> 11)
        }
    }
}
