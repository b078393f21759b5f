import CKernels
import Tensors
import TestSupport
import Testing

/// Tests of the vector kernels.
///
/// They change the instruction set in use, so they run one after another.
@Suite(.serialized) enum Kernels {
    /// Runs a test once for every instruction set that this machine has.
    static func withEveryLevel(_ body: (Int) throws -> Void) rethrows {
        let highest = Int(kernels_highest_level())
        defer { _ = kernels_select(Int32(highest)) }
        for level in 0...highest {
            #expect(kernels_select(Int32(level)) == level)
            try body(level)
        }
    }
}

/// Numbers inside a larger vector, with sentinels around them.
struct Guarded<S: Scalar> {
    private let memory: Vector<S>
    private let offset: Int
    let block: Block<S>
    private static var sentinel: S { S(-77.25) }

    init(_ values: [S], offset: Int) {
        memory = Vector(count: values.count + offset + 40)
        memory.all.fill(Double(Self.sentinel))
        self.offset = offset
        block = memory[offset..<offset + values.count]
        for (i, value) in values.enumerated() { block[i] = value }
    }

    /// The current numbers.
    var values: [S] { (0..<block.count).map { block[$0] } }

    /// Whether nothing was written outside the numbers.
    var isIntact: Bool {
        (0..<memory.count).allSatisfy { i in
            (offset..<offset + block.count).contains(i) || memory[i] == Self.sentinel
        }
    }
}

/// Counts around the vectors' lengths.
///
/// Others would test nothing new.
let someCounts = Array(0...19) + [23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 63, 64, 65, 70]

extension BinaryFloatingPoint {
    /// Whether both are the same number, with zeros of different signs distinct, or both NaN.
    func isSame(as other: Self) -> Bool {
        isNaN ? other.isNaN : self == other && sign == other.sign
    }
}

/// Special values: zeros, infinities, NaN, subnormal and huge numbers.
func specialValues<S: Scalar>(_ type: S.Type) -> [S] {
    let ends: [S] = [0, 1, 0.5, .infinity, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude]
    return ends + ends.map { -$0 } + [.nan]
}

/// Random numbers, of which a tenth are special values when `special` is set.
func values<S: Scalar>(_ count: Int, special: Bool, _ stream: inout SplitMix, in type: S.Type = S.self) -> [S] {
    let edges = specialValues(S.self)
    return (0..<count).map { _ in
        special && Int.random(in: 0..<10, using: &stream) == 0
            ? edges[Int.random(in: 0..<edges.count, using: &stream)] : S(stream.number())
    }
}
