/// The rule that decides whether a dollar sign opens a formula, so that "$5 and $6" is text.
///
/// It holds in prose and labels.
///
/// An opening dollar precedes a character that is not blank. The next unescaped dollar closes the formula if it
/// follows a character that is not blank. Where a letter or digit touches a dollar from outside, the text between
/// must not look like a price: `3$\times$`, `$n$th`. A formula holds no backtick, which belongs to code, except in
/// GitHub's other form, ``$`a_b`$``.
public enum MathsRule {
    /// The formula whose first dollar is at `start`: its TeX and the offset after it; nil when the dollar is text.
    public static func formula<Bytes: RandomAccessCollection>(at start: Int, in bytes: Bytes)
        -> (tex: Range<Int>, end: Int)?
    where Bytes.Element == UInt8, Bytes.Index == Int {
        let first = start + 1
        guard first < bytes.endIndex, bytes[first] != dollar else { return nil }
        if bytes[first] == backtick { return quoted(at: start, in: bytes) }
        guard !isBlank(bytes[first]), let end = nextDollar(from: first, in: bytes), !isBlank(bytes[end - 1]) else {
            return nil
        }
        let before = start > bytes.startIndex ? bytes[start - 1] : nil
        let after = end + 1 < bytes.endIndex ? bytes[end + 1] : nil
        guard before != dollar, after != dollar else { return nil }
        let isFree = before.map(isWord) != true && after.map(isWord) != true
        guard isFree || isNoPrice(bytes[first..<end], before: before, after: after) else { return nil }
        return (first..<end, end + 1)
    }

    /// The offset of the first of two unescaped dollars at or after `start`.
    public static func displayClose<Bytes: RandomAccessCollection>(from start: Int, in bytes: Bytes) -> Int?
    where Bytes.Element == UInt8, Bytes.Index == Int {
        var index = start
        while index + 1 < bytes.endIndex {
            if bytes[index] == dollar, bytes[index + 1] == dollar { return index }
            index += bytes[index] == backslash ? 2 : 1
        }
        return nil
    }

    /// The offset of the next unescaped dollar; nil when a backtick comes first.
    public static func nextDollar<Bytes: RandomAccessCollection>(from start: Int, in bytes: Bytes) -> Int?
    where Bytes.Element == UInt8, Bytes.Index == Int {
        var index = start
        while index < bytes.endIndex {
            switch bytes[index] {
            case backslash: index += 2
            case backtick: return nil
            case dollar: return index
            default: index += 1
            }
        }
        return nil
    }

    /// Whether bytes are certainly TeX: they hold a command, or a script on a single letter or a bracket.
    public static func isTeX<Bytes: RandomAccessCollection>(_ bytes: Bytes) -> Bool
    where Bytes.Element == UInt8, Bytes.Index == Int {
        bytes.indices.contains { index in
            let next = index + 1 < bytes.endIndex ? bytes[index + 1] : nil
            switch bytes[index] {
            case backslash: return next.map(isLetter) == true
            case UInt8(ascii: "^"), UInt8(ascii: "_"):
                guard next != nil, index > bytes.startIndex, !isBlank(bytes[index - 1]) else { return false }
                return index - 1 == bytes.startIndex || !isLetter(bytes[index - 1]) || !isLetter(bytes[index - 2])
            default: return false
            }
        }
    }

    /// Whether letters or digits may touch the dollars around some bytes, because these do not look like a price.
    private static func isNoPrice<Bytes: RandomAccessCollection>(_ tex: Bytes, before: UInt8?, after: UInt8?) -> Bool
    where Bytes.Element == UInt8, Bytes.Index == Int {
        if isTeX(tex) { return true }
        // True for `$n$th` and `2$x$`, but not for "US$5" or "x$y$z".
        let isBeforeLetter = before.map(isWord) != true && after.map(isLetter) == true
        let isBehindDigit = before.map { isWord($0) && !isLetter($0) } == true && after.map(isWord) != true
        let letters = tex.indices.filter { isLetter(tex[$0]) }
        return (isBeforeLetter || isBehindDigit) && !letters.isEmpty
            && tex.allSatisfy { isWord($0) || "+-*/()'".utf8.contains($0) }
            && zip(letters, letters.dropFirst()).allSatisfy { $1 - $0 > 1 }
    }

    /// The formula in GitHub's other form, whose TeX is between backticks.
    private static func quoted<Bytes: RandomAccessCollection>(at start: Int, in bytes: Bytes)
        -> (tex: Range<Int>, end: Int)?
    where Bytes.Element == UInt8, Bytes.Index == Int {
        guard let end = bytes[(start + 2)...].firstIndex(of: backtick), end > start + 2,
            end + 1 < bytes.endIndex, bytes[end + 1] == dollar
        else { return nil }
        return (start + 2..<end, end + 2)
    }

    private static let dollar = UInt8(ascii: "$")
    private static let backslash = UInt8(ascii: "\\")
    private static let backtick = UInt8(ascii: "`")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte & ~0x20) }

    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }
}
