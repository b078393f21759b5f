import Foundation
import TestSupport

/// Chance that a seed decides.
struct Chance: RandomNumberGenerator {
    private var generator: SplitMix

    init(_ seed: UInt64) {
        // Neighbouring seeds would otherwise give the same numbers, one place apart.
        generator = SplitMix(state: seed &* 0x9E37_79B9_7F4A_7C15)
    }

    mutating func next() -> UInt64 { generator.next() }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func element<Element>(_ elements: [Element]) -> Element { elements[number(0...(elements.count - 1))] }

    /// A place in something that has `count` parts and is not empty.
    mutating func index(below count: Int) -> Int { number(0...(count - 1)) }

    /// True once in `times`.
    mutating func isOnce(in times: Int) -> Bool { number(1...times) == 1 }

    mutating func pause(upTo seconds: Double) { usleep(UInt32(Double.random(in: 0...seconds, using: &self) * 1e6)) }
}
