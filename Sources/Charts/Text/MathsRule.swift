/// The rule by which a dollar opens a formula or stays a dollar, so that "$5 and $6" is text.
///
/// An opening dollar follows no letter, digit or dollar and stands before a character that is not blank. The next
/// unescaped dollar must close the formula: it follows a character that is not blank and stands before no letter,
/// digit or dollar. A formula holds no backtick, which belongs to code.
enum MathsRule {
    /// The offset of the dollar that closes the formula opened at `start`; nil when the dollar there is text.
    static func close<Bytes: RandomAccessCollection>(of start: Int, in bytes: Bytes) -> Int?
    where Bytes.Element == UInt8, Bytes.Index == Int {
        if start > bytes.startIndex, !separates(bytes[start - 1]) { return nil }
        var index = start + 1
        guard index < bytes.endIndex, !bytes[index].isBlank, bytes[index] != .dollar else { return nil }
        while index < bytes.endIndex {
            switch bytes[index] {
            case .backslash: index += 2
            case .backtick: return nil
            case .dollar:
                let isFollowed = index + 1 < bytes.endIndex && !separates(bytes[index + 1])
                return bytes[index - 1].isBlank || isFollowed ? nil : index
            default: index += 1
            }
        }
        return nil
    }

    /// The offset of the first of two unescaped dollars at or after `start`.
    static func displayClose<Bytes: RandomAccessCollection>(from start: Int, in bytes: Bytes) -> Int?
    where Bytes.Element == UInt8, Bytes.Index == Int {
        var index = start
        while index + 1 < bytes.endIndex {
            if bytes[index] == .dollar, bytes[index + 1] == .dollar { return index }
            index += bytes[index] == .backslash ? 2 : 1
        }
        return nil
    }

    /// The formulas of a line taken by itself, code spans and escaped dollars skipped.
    static func formulas(inLine bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case .backslash: index += 2
            case .backtick:
                let ticks = bytes[index...].prefix { $0 == .backtick }.count
                index = codeClose(after: index + ticks, ticks: ticks, in: bytes) ?? index + ticks
            case .dollar:
                guard let end = close(of: index, in: bytes) else {
                    index += 1
                    continue
                }
                found.append(index..<end + 1)
                index = end + 1
            default: index += 1
            }
        }
        return found
    }

    private static func separates(_ byte: UInt8) -> Bool { !byte.isWordByte && byte != .dollar }

    /// The offset behind the run of exactly `ticks` backticks that closes a code span.
    private static func codeClose(after start: Int, ticks: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var index = start
        while index < bytes.endIndex {
            guard bytes[index] == .backtick else {
                index += 1
                continue
            }
            let run = bytes[index...].prefix { $0 == .backtick }.count
            index += run
            if run == ticks { return index }
        }
        return nil
    }
}
