/// The numbers of a line, each with the words before it: `lm loss: 2.5E+00 | grad norm: 0.2`, `trl:3.1 lr:3e-4`.
struct LinePairs: Sequence, IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at: Int
    private var keyStart: Int

    init(_ line: LogLine, from start: Int = 0) {
        bytes = line.bytes
        at = start
        keyStart = start
    }

    /// The next number that has a name.
    mutating func next() -> (name: UnsafeBufferPointer<UInt8>, number: LogNumber)? {
        while at < bytes.count {
            let start = at
            guard at == 0 || !Self.isWord(bytes[at - 1]), var number = LogNumber(bytes, &at) else {
                at += 1
                continue
            }
            let name = self.name(endingAt: start)
            let factor = skipUnit()
            keyStart = at
            guard let name else { continue }
            if factor != 1 { number = LogNumber(number.value * factor) }
            return (name, number)
        }
        return nil
    }

    /// The words between the previous number and this one, without separators.
    private func name(endingAt end: Int) -> UnsafeBufferPointer<UInt8>? {
        var stop = end
        while stop > keyStart, Self.separators.contains(bytes[stop - 1]) { stop -= 1 }
        var start = stop
        let isAssigned = stop < end && bytes[stop] == UInt8(ascii: "=")
        // Before "=" a name is one word: step=10. Other names may have several: lm loss: 2.5.
        while start > keyStart, !Self.isEdge(bytes, start - 1), !isAssigned || bytes[start - 1] != 0x20 { start -= 1 }
        while start < stop, Self.separators.contains(bytes[start]) { start += 1 }
        guard stop > start, bytes[start..<stop].contains(where: { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }) else {
            return nil
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<stop])
    }

    /// Skips the letters of a unit and returns its factor: thousands for K, M, B, G and T, 1 for others.
    private mutating func skipUnit() -> Double {
        let start = at
        while at < bytes.count, Self.isWord(bytes[at]) || bytes[at] == UInt8(ascii: "%") { at += 1 }
        guard at == start + 1 else { return 1 }
        switch bytes[start] {
        case UInt8(ascii: "K"): return 1e3
        case UInt8(ascii: "M"): return 1e6
        case UInt8(ascii: "B"), UInt8(ascii: "G"): return 1e9
        case UInt8(ascii: "T"): return 1e12
        default: return 1
        }
    }

    private static let separators: Set<UInt8> = Set(" \t:=/'\"".utf8)
    private static let edges: Set<UInt8> = Set("|,;()[]{}\t".utf8)

    /// Whether a name cannot extend further left: at a separator, two spaces, or a dash between spaces.
    private static func isEdge(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        if edges.contains(bytes[place]) { return true }
        guard bytes[place] == 0x20, place > 0 else { return false }
        return bytes[place - 1] == 0x20 || bytes[place - 1] == UInt8(ascii: "-")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte == 0x5F || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }
}
