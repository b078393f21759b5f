/// The records of a TensorBoard file.
///
/// Each has its length, a checksum of the length, the payload, and its checksum.
struct EventRecords {
    private let source: ByteSource
    /// Why the last record could not be read; nil for an intact file.
    private(set) var damage: String?

    /// The largest record that is read, in bytes.
    ///
    /// A longer one is no scalar, and its length is probably damaged.
    private static let longest = 1 << 28

    init(_ path: String) throws { source = try ByteSource(path) }

    /// Whether bytes are the beginning of an event file.
    static func begin(_ head: [UInt8]) -> Bool {
        head.count >= 12 && Checksum32C.masked(head[..<8]) == UInt32(littleEndian(head[8..<12]))
    }

    /// The next record's payload; nil at the end and after damage.
    mutating func next() -> [UInt8]? {
        guard damage == nil else { return nil }
        let head = source.read(12)
        guard !head.isEmpty else { return nil }
        guard head.count == 12 else { return broken("the last record is cut off") }
        let length = Self.littleEndian(head[..<8])
        guard Self.begin(head), length <= Self.longest else { return broken("a record is damaged") }
        let payload = source.read(Int(length))
        guard payload.count == length, source.read(4).count == 4 else { return broken("the last record is cut off") }
        return payload
    }

    private mutating func broken(_ reason: String) -> [UInt8]? {
        damage = reason
        return nil
    }

    static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
