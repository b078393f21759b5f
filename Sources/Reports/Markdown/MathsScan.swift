import Charts
import Diagnostics

/// Finds formulas in a part of a chapter, skipping code and escapes, and text that only looks like TeX.
struct MathsScan {
    /// Text that looks like TeX and is printed as written.
    struct Unread {
        var offset: Int
        var length: Int
        var message: String
        var help: String
    }

    /// The formulas with their dollar signs.
    private(set) var formulas: [Range<Int>] = []
    private(set) var unread: [Unread] = []
    private var hasBareCommand = false

    /// Scans bytes.
    init<Bytes: RandomAccessCollection<UInt8>>(_ bytes: Bytes) where Bytes.Index == Int {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case .backslash: index = backslash(at: index, in: bytes)
            case .backtick:
                let ticks = bytes[index...].prefix { $0 == .backtick }.count
                index = Self.codeClose(after: index + ticks, ticks: ticks, in: bytes) ?? index + ticks
            case .dollar: index = dollar(at: index, in: bytes)
            default: index += 1
            }
        }
    }

    // MARK: - Dollars

    private mutating func dollar<Bytes: RandomAccessCollection<UInt8>>(at start: Int, in bytes: Bytes) -> Int
    where Bytes.Index == Int {
        if let formula = MathsRule.formula(at: start, in: bytes) {
            formulas.append(start..<formula.end)
            return formula.end
        }
        if bytes[start...].starts(with: [.dollar, .dollar]) {
            return MathsRule.displayClose(from: start + 2, in: bytes).map { $0 + 2 } ?? start + 2
        }
        guard let end = MathsRule.nextDollar(from: start + 1, in: bytes) else { return start + 1 }
        let inside = bytes[start + 1..<end]
        let tex = Self.text(inside).blankTrimmed
        let isLetter = tex.utf8.count == 1 && tex.utf8.allSatisfy { $0.isWordByte && !(0x30...0x39).contains($0) }
        let hasBlank = inside.first?.isBlank == true || inside.last?.isBlank == true
        let touches = start > bytes.startIndex && bytes[start - 1].isWordByte
        guard MathsRule.isTeX(inside) || isLetter && !touches else { return start + 1 }
        note(
            start..<end + 1,
            "\(Self.text(bytes[start..<end + 1])) is not read as a formula",
            hasBlank
                ? "no blank stands at the inner side of a dollar: `$\(tex)$`"
                : "no letter or digit touches its dollars from outside; a dollar that is money is written \\$"
        )
        return end + 1
    }

    // MARK: - Backslashes

    private mutating func backslash<Bytes: RandomAccessCollection<UInt8>>(at start: Int, in bytes: Bytes) -> Int
    where Bytes.Index == Int {
        let word = bytes[(start + 1)...].prefix { $0.isWordByte && !(0x30...0x39).contains($0) }
        if let end = brackets(at: start, in: bytes) { return end }
        if word.isEmpty { return start + 2 }
        let name = Self.text(word)
        let isBare =
            start == bytes.startIndex || !bytes[start - 1].isWordByte && !":\\/".utf8.contains(bytes[start - 1])
        if name == "begin", bytes[word.endIndex...].first == UInt8(ascii: "{") {
            note(start..<word.endIndex, "\\begin is not read outside of a formula", "put lines with `$$` around it")
            return bytes.endIndex
        }
        if isBare, !hasBareCommand, Label.commands.contains(name) {
            hasBareCommand = true
            note(
                start..<word.endIndex,
                "\\\(name) is not read outside of a formula",
                "put dollars around the formula, such as `$\\\(name)$`, or backticks around what is code"
            )
        }
        return word.endIndex
    }

    /// Notes `\(x\)` and `\[x\]`, which are escaped brackets in Markdown; returns where they end.
    private mutating func brackets<Bytes: RandomAccessCollection<UInt8>>(at start: Int, in bytes: Bytes) -> Int?
    where Bytes.Index == Int {
        let pairs = [UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]")]
        guard start + 1 < bytes.endIndex, let closing = pairs[bytes[start + 1]],
            let end = bytes[(start + 2)...].firstRange(of: [.backslash, closing])
        else { return nil }
        let inside = bytes[start + 2..<end.lowerBound]
        let tex = Self.text(inside)
        let letters = tex.split { !$0.isASCII || !$0.isLetter }.map(\.count)
        guard MathsRule.isTeX(inside) || !letters.isEmpty && letters.allSatisfy({ $0 < 3 }) else { return nil }
        let isDisplay = closing == UInt8(ascii: "]")
        note(
            start..<end.upperBound,
            "\(Self.text(bytes[start..<end.upperBound])) is not read as a formula",
            (isDisplay ? "put lines with `$$` around it, or write " : "write ") + "`$\(tex.blankTrimmed)$`"
        )
        return end.upperBound
    }

    // MARK: - Pieces

    private mutating func note(_ range: Range<Int>, _ message: String, _ help: String) {
        unread.append(Unread(offset: range.lowerBound, length: range.count, message: message, help: help))
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

    /// The offset after the run of exactly `ticks` backticks that closes a code span.
    private static func codeClose<Bytes: RandomAccessCollection<UInt8>>(after start: Int, ticks: Int, in bytes: Bytes)
        -> Int?
    where Bytes.Index == Int {
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
