/// The fields of a Protocol Buffers message, one after another.
struct ProtobufFields: Sequence, IteratorProtocol {
    /// The value of a field, by wire type.
    enum Value {
        case whole(UInt64)
        case bits64(UInt64)
        case bits32(UInt32)
        case bytes(ArraySlice<UInt8>)
    }

    private let bytes: ArraySlice<UInt8>
    private var at: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    /// The next field; nil at the end and where the message is damaged.
    mutating func next() -> (number: Int, value: Value)? {
        guard at < bytes.endIndex, let key = varint() else { return nil }
        let number = Int(truncatingIfNeeded: key >> 3)
        switch key & 7 {
        case 0: return varint().map { (number, .whole($0)) }
        case 1: return take(8).map { (number, .bits64(EventRecords.littleEndian($0))) }
        case 5: return take(4).map { (number, .bits32(UInt32(EventRecords.littleEndian($0)))) }
        case 2:
            guard let length = varint(), length <= UInt64(bytes.endIndex - at) else { return nil }
            return take(Int(length)).map { (number, .bytes($0)) }
        default: return nil
        }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard bytes.endIndex - at >= count else { return nil }
        defer { at += count }
        return bytes[at..<at + count]
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard at < bytes.endIndex else { return nil }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return value }
        }
        return nil
    }
}
