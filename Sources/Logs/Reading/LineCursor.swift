/// A position in a line that moves to the right past recognised text.
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

    /// Moves past `text` if it follows here, after optional spaces.
    mutating func take(_ text: StaticString) -> Bool {
        skipSpaces()
        let count = text.utf8CodeUnitCount
        guard at + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[at + offset] != text.utf8Start[offset] { return false }
        at += count
        return true
    }

    /// Reads the number here; nil when there is none.
    mutating func number() -> LogNumber? {
        skipSpaces()
        return LogNumber(bytes, &at)
    }

    /// Reads the whole number here; nil when there is none.
    mutating func whole() -> Int? {
        number().flatMap { Int(exactly: $0.value) }
    }
}
