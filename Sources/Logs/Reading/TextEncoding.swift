/// The character encoding of a text file.
enum TextEncoding {
    case utf8, utf16Little, utf16Big

    /// The encoding of a file by its first bytes, and the length of its byte order mark.
    static func of(_ head: some Collection<UInt8>) -> (encoding: TextEncoding, mark: Int) {
        let first = Array(head.prefix(4))
        if first.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if first.starts(with: [0xFF, 0xFE]) { return (.utf16Little, 2) }
        if first.starts(with: [0xFE, 0xFF]) { return (.utf16Big, 2) }
        // Logs are almost entirely ASCII, so in UTF-16 every second byte is zero.
        guard first.count == 4 else { return (.utf8, 0) }
        if first[1] == 0, first[3] == 0, first[0] != 0, first[2] != 0 { return (.utf16Little, 0) }
        if first[0] == 0, first[2] == 0, first[1] != 0, first[3] != 0 { return (.utf16Big, 0) }
        return (.utf8, 0)
    }

    /// The bytes as UTF-8, and the rest: bytes of an incomplete character at the end.
    func utf8(_ bytes: ArraySlice<UInt8>) -> (text: [UInt8], left: ArraySlice<UInt8>) {
        if case .utf8 = self { return (Array(bytes), []) }
        let isLittle = if case .utf16Little = self { true } else { false }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (low, high) = isLittle ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
            units.append(UInt16(high) << 8 | UInt16(low))
            index += 2
        }
        return (Array(String(decoding: units, as: UTF16.self).utf8), bytes[index...])
    }
}
