/// The first hundred bytes of a database (sqlite.org/fileformat.html, section 1.3).
///
/// Most are the same in every archive, so a changed one is noticed, and corrected in a copy that is to be read.
struct DatabaseHeader {
    static let size = 100

    private(set) var bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The fields with fixed values in every archive: offset, name and allowed values.
    private static let fixed: [(offset: Int, name: String, allowed: [[UInt8]])] = [
        (0, "its first bytes", [Array("SQLite format 3\u{0}".utf8)]),
        (16, "the size of pages", (1...7).map { [1 << $0, 0] } + [[0, 1], [16, 0]]),
        (18, "the format for writing", [[1], [2]]),
        (19, "the format for reading", [[1], [2]]),
        (20, "the reserved space", [[0]]),
        (21, "the fractions of payload", [[64, 32, 32]]),
        // Both are zero until the first table is created.
        (44, "the format of the schema", [[0, 0, 0, 0], [0, 0, 0, 4]]),
        (56, "the encoding of texts", [[0, 0, 0, 0], [0, 0, 0, 1]]),
        (68, "the application's mark", [[0, 0, 0, 0]]),
        (72, "the unused bytes", [Array(repeating: 0, count: 20)]),
    ]

    /// The fault of the first field with a value that no archive has; nil when there is none.
    var fault: String? {
        guard holds(Array("SQLite format 3\u{0}".utf8), at: 0) else { return Self.foreign }
        return Self.fixed.first { field in !field.allowed.contains { holds($0, at: field.offset) } }
            .map { "in its header \($0.name) cannot be right" }
    }

    /// SQLite's message for a file of another kind.
    static let foreign = "file is not a database"

    /// The version of the schema.
    var version: Int {
        bytes[60..<64].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Sets the fixed fields to their most likely values, for a file of `fileSize` bytes.
    mutating func repair(fileSize: Int) {
        for field in Self.fixed where !(18...19).contains(field.offset) {
            guard let right = field.allowed.last else { continue }
            bytes.replaceSubrange(field.offset..<(field.offset + right.count), with: right)
        }
        for offset in 18...19 where !(1...2).contains(bytes[offset]) { bytes[offset] = 2 }
        // The page size is 16 times 256 bytes.
        let pages = UInt32(truncatingIfNeeded: fileSize / 4_096)
        bytes.replaceSubrange(28..<32, with: withUnsafeBytes(of: pages.bigEndian) { Array($0) })
    }

    private func holds(_ wanted: [UInt8], at offset: Int) -> Bool {
        bytes[offset..<(offset + wanted.count)].elementsEqual(wanted)
    }
}
