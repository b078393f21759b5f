import Foundation

/// Chance that a seed decides.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func element<Element>(_ elements: [Element]) -> Element { elements[number(0...(elements.count - 1))] }

    /// A place in something that has `count` parts and is not empty.
    mutating func index(below count: Int) -> Int { number(0...(count - 1)) }

    /// True once in `times`.
    mutating func isOnce(in times: Int) -> Bool { number(1...times) == 1 }

    mutating func pause(upTo seconds: Double) { usleep(UInt32(Double.random(in: 0...seconds, using: &self) * 1e6)) }
}
