/// The beginning and the end of a program's output, which may be unlimited.
struct KeptOutput {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var count = 0

    /// The largest number of bytes kept of each.
    static let limit = 20_000

    /// Adds the next bytes.
    mutating func add(_ bytes: ArraySlice<UInt8>) {
        count += bytes.count
        let room = Self.limit - head.count
        head += bytes.prefix(room)
        tail += bytes.dropFirst(room)
        if tail.count > 4 * Self.limit { tail.removeFirst(tail.count - Self.limit) }
    }

    /// The kept output as readable text, without terminal control sequences.
    var text: String {
        let end = tail.suffix(Self.limit)
        let leftOut = count - head.count - end.count
        guard leftOut > 0 else { return Self.readable(head + end) }
        return Self.readable(head) + "\n… \(leftOut) bytes are left out …\n" + Self.readable(Array(end))
    }

    /// The lines as a terminal would finally show them, on which a progress bar overwrites itself.
    private static func readable(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
            .replacing(/\u{1B}(?:\[[0-?]*[ -\/]*[@-~]|\][^\u{7}\u{1B}]*\u{7}?|[@-Z\\^_])/, with: "")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let last = line.split(separator: "\r").last ?? ""
            return String(String.UnicodeScalarView(last.unicodeScalars.filter { $0 == "\t" || !isControl($0) }))
        }
        let shown = lines.joined(separator: "\n")
        return shown.hasSuffix("\n") ? String(shown.dropLast()) : shown
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .format, .surrogate].contains(scalar.properties.generalCategory)
    }
}
