/// A line of a trace other than a step, as values by key.
struct NativeLine: JSONVisitor {
    private(set) var numbers: [String: Double] = [:]
    private(set) var texts: [String: String] = [:]

    /// Parses a line; nil when the line is cut off.
    init?(_ line: LogLine) {
        var scanner = JSONScanner(line.bytes)
        guard scanner.value(&self) else { return nil }
    }

    private init() {}

    mutating func number(_ path: UnsafeBufferPointer<UInt8>, _ number: LogNumber) {
        numbers[String(decoding: path, as: UTF8.self)] = number.value
    }

    mutating func text(_ path: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>) {
        let key = String(decoding: path, as: UTF8.self)
        if key != "name", let number = LogNumber(whole: text) { return numbers[key] = number.value }
        texts[key] = Self.unescaped(text)
    }

    /// The whole number under a key; nil when there is none.
    func whole(_ key: String) -> Int? { numbers[key].flatMap { Int(exactly: $0) } }

    /// A text with its JSON escapes replaced.
    private static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var text = String.UnicodeScalarView()
        var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let sign = rest.popFirst() else {
                text.append(scalar)
                continue
            }
            switch sign {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "u":
                let code = UInt32(String(String.UnicodeScalarView(rest.prefix(4))), radix: 16)
                rest = rest.dropFirst(4)
                text.append(code.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
            default: text.append(sign)
            }
        }
        return String(text)
    }
}
