/// The first hundred bytes of a database (sqlite.org/fileformat.html, section 1.3).
///
/// Most are the same in every archive, so that a changed one is seen, and put right in a copy that is to be read.
struct DatabaseHeader {
    static let size = 100

    private(set) var bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The fields that every archive has alike: where they stand, and what may stand there.
    private static let fixed: [(offset: Int, name: String, allowed: [[UInt8]])] = [
        (0, "its first bytes", [Array("SQLite format 3\u{0}".utf8)]),
        (16, "the size of pages", (1...7).map { [1 << $0, 0] } + [[0, 1], [16, 0]]),
        (18, "the format for writing", [[1], [2]]),
        (19, "the format for reading", [[1], [2]]),
        (20, "the reserved space", [[0]]),
        (21, "the fractions of payload", [[64, 32, 32]]),
        // Both are nothing until the first table is made.
        (44, "the format of the schema", [[0, 0, 0, 0], [0, 0, 0, 4]]),
        (56, "the encoding of texts", [[0, 0, 0, 0], [0, 0, 0, 1]]),
        (68, "the application's mark", [[0, 0, 0, 0]]),
        (72, "the unused bytes", [Array(repeating: 0, count: 20)]),
    ]

    /// What is wrong with the first field that is none that an archive has; nil when all are in order.
    var fault: String? {
        guard holds(Array("SQLite format 3\u{0}".utf8), at: 0) else { return Self.foreign }
        return Self.fixed.first { field in !field.allowed.contains { holds($0, at: field.offset) } }
            .map { "in its header \($0.name) cannot be right" }
    }

    /// SQLite's own words for a file of another kind.
    static let foreign = "file is not a database"

    /// The version of the schema.
    var version: Int {
        bytes[60..<64].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Puts right what every archive has alike, for a file of so many bytes; what is put right most likely was so.
    mutating func repair(fileSize: Int) {
        for field in Self.fixed where !(18...19).contains(field.offset) {
            guard let right = field.allowed.last else { continue }
            bytes.replaceSubrange(field.offset..<(field.offset + right.count), with: right)
        }
        for offset in 18...19 where !(1...2).contains(bytes[offset]) { bytes[offset] = 2 }
        // 16 times 256 bytes are a page.
        let pages = UInt32(truncatingIfNeeded: fileSize / 4_096)
        bytes.replaceSubrange(28..<32, with: withUnsafeBytes(of: pages.bigEndian) { Array($0) })
    }

    private func holds(_ wanted: [UInt8], at offset: Int) -> Bool {
        bytes[offset..<(offset + wanted.count)].elementsEqual(wanted)
    }
}
