/// A place in a line that moves to the right as what stands there is recognised.
struct LineCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var at = 0

    init(_ line: LogLine, from start: Int = 0) {
        bytes = line.bytes
        at = start
    }

    var isAtEnd: Bool { at >= bytes.count }

    mutating func skipSpaces() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    }

    /// Moves behind `text` if it stands here, spaces before it aside.
    mutating func take(_ text: StaticString) -> Bool {
        skipSpaces()
        let count = text.utf8CodeUnitCount
        guard at + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[at + offset] != text.utf8Start[offset] { return false }
        at += count
        return true
    }

    /// The number that stands here.
    mutating func number() -> LogNumber? {
        skipSpaces()
        return LogNumber(bytes, &at)
    }

    /// The whole number that stands here.
    mutating func whole() -> Int? {
        number().flatMap { Int(exactly: $0.value) }
    }
}
