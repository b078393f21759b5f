import Foundation
import TestSupport

/// Random choices determined by a seed.
struct Chance: RandomNumberGenerator {
    private var generator: SplitMix

    init(_ seed: UInt64) {
        // Without the factor, neighbouring seeds would give the same numbers shifted by one.
        generator = SplitMix(state: seed &* 0x9E37_79B9_7F4A_7C15)
    }

    mutating func next() -> UInt64 { generator.next() }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func element<Element>(_ elements: [Element]) -> Element { elements[number(0...(elements.count - 1))] }

    /// A random index below `count`, which must be positive.
    mutating func index(below count: Int) -> Int { number(0...(count - 1)) }

    /// True with probability 1/`times`.
    mutating func isOnce(in times: Int) -> Bool { number(1...times) == 1 }

    mutating func pause(upTo seconds: Double) { usleep(UInt32(Double.random(in: 0...seconds, using: &self) * 1e6)) }
}
