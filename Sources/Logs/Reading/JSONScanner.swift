/// Scans JSON and Python's printed dictionaries, which have single quotes, `None`, bare `nan` and `Infinity`.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var at: Int
    private var path: [UInt8] = []
    private var depth = 0

    /// The deepest nesting that is read.
    private static let deepest = 64

    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) {
        self.bytes = bytes
        at = start
    }

    /// Whether the end of the text is reached.
    var isAtEnd: Bool { at >= bytes.count }

    /// Reads a value and returns false when there is none here or it is cut off.
    mutating func value(_ visitor: inout some JSONVisitor, inList: Bool = false) -> Bool {
        skipSpaces()
        guard at < bytes.count, depth < Self.deepest else { return false }
        switch bytes[at] {
        case UInt8(ascii: "{"): return object(&visitor, inList: inList)
        case UInt8(ascii: "["): return list(&visitor)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard let text = string() else { return false }
            path.withUnsafeBufferPointer { visitor.text($0, text) }
            return true
        default:
            if let number = LogNumber(bytes, &at) {
                path.withUnsafeBufferPointer { visitor.number($0, number) }
                return true
            }
            return word()
        }
    }

    private mutating func object(_ visitor: inout some JSONVisitor, inList: Bool) -> Bool {
        at += 1
        depth += 1
        path.withUnsafeBufferPointer { visitor.object($0, begins: true, inList: inList) }
        let length = path.count
        var isFirst = true
        while true {
            skipSpaces()
            if take("}") { break }
            guard isFirst || take(",") else { return false }
            skipSpaces()
            // Python allows a comma before the closing brace.
            if take("}") { break }
            guard let key = string() else { return false }
            skipSpaces()
            guard take(":") else { return false }
            if length > 0 { path.append(UInt8(ascii: "/")) }
            path.append(contentsOf: key)
            guard value(&visitor) else { return false }
            path.removeLast(path.count - length)
            isFirst = false
        }
        depth -= 1
        path.withUnsafeBufferPointer { visitor.object($0, begins: false, inList: inList) }
        return true
    }

    private mutating func list(_ visitor: inout some JSONVisitor) -> Bool {
        at += 1
        depth += 1
        path.withUnsafeBufferPointer { visitor.list($0, begins: true) }
        var isFirst = true
        while true {
            skipSpaces()
            if take("]") { break }
            guard isFirst || take(",") else { return false }
            skipSpaces()
            if take("]") { break }
            guard value(&visitor, inList: true) else { return false }
            isFirst = false
        }
        depth -= 1
        path.withUnsafeBufferPointer { visitor.list($0, begins: false) }
        return true
    }

    /// The bytes between quotes, with escapes left in place, since names and numbers have none.
    private mutating func string() -> UnsafeBufferPointer<UInt8>? {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { return nil }
        let quote = bytes[at]
        let start = at + 1
        var end = start
        while end < bytes.count, bytes[end] != quote {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count else {
            at = bytes.count
            return nil
        }
        at = end + 1
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// Skips `true`, `null`, `None` and other bare words, which hold no number.
    private mutating func word() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] | 0x20 >= 0x61, bytes[at] | 0x20 <= 0x7A { at += 1 }
        return at > start
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: sign) else { return false }
        at += 1
        return true
    }

    private mutating func skipSpaces() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }
}
