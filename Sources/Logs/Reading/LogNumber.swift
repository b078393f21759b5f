/// A number with the precision in which it was written.
struct LogNumber {
    /// The value.
    var value: Double
    /// The number of digits after the point; nil for numbers with an exponent and for NaN and infinity.
    var decimals: Int?

    init(_ value: Double, decimals: Int? = nil) {
        self.value = value
        self.decimals = decimals
    }

    /// Reads the number at a position and moves the position past it; nil when there is none.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) {
        let start = at
        var place = at
        if place < bytes.count, bytes[place] == 0x2D || bytes[place] == 0x2B { place += 1 }
        guard place < bytes.count else { return nil }
        let isDigit = bytes[place] &- 0x30 < 10
        if isDigit || bytes[place] == 0x2E {
            self.init(decimal: bytes, start, &place)
        } else {
            self.init(word: bytes, isNegative: bytes[start] == 0x2D, &place)
        }
        guard place > start, !value.isNaN || !isDigit else { return nil }
        at = place
    }

    /// Reads a decimal number with or without point and exponent.
    private init?(decimal bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ at: inout Int) {
        let isNegative = bytes[start] == 0x2D
        var (digits, fraction, mantissa) = (0, 0, UInt64(0))
        var hasPoint = false
        while at < bytes.count {
            let digit = bytes[at] &- 0x30
            if digit < 10 {
                digits += 1
                if hasPoint { fraction += 1 }
                if digits <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
            } else if bytes[at] == 0x2E, !hasPoint {
                hasPoint = true
            } else {
                break
            }
            at += 1
        }
        guard digits > 0 else { return nil }
        let exponent = Self.exponent(bytes, &at)
        let power = (exponent ?? 0) - fraction
        decimals = exponent == nil ? fraction : nil
        // When both parts are exact, the quotient or product is rounded only once.
        if digits <= 19, mantissa <= 1 << 53, abs(power) <= 22 {
            let size = power < 0 ? Double(mantissa) / Self.powers[-power] : Double(mantissa) * Self.powers[power]
            value = isNegative ? -size : size
        } else {
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
            value = Double(text) ?? .nan
        }
    }

    private static let powers: [Double] = (0...22).reduce(into: []) { powers, _ in
        powers.append((powers.last ?? 0.1) * 10)
    }

    private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
        guard at + 1 < bytes.count, bytes[at] | 0x20 == 0x65 else { return nil }
        var place = at + 1
        let isNegative = bytes[place] == 0x2D
        if isNegative || bytes[place] == 0x2B { place += 1 }
        var exponent = 0
        let first = place
        while place < bytes.count, bytes[place] &- 0x30 < 10 {
            exponent = min(exponent * 10 + Int(bytes[place] &- 0x30), 100_000)
            place += 1
        }
        guard place > first else { return nil }
        at = place
        return isNegative ? -exponent : exponent
    }

    /// Reads `nan`, `inf` or `infinity` in any case, but not as part of a longer word.
    private init?(word bytes: UnsafeBufferPointer<UInt8>, isNegative: Bool, _ at: inout Int) {
        for (word, value) in Self.words where Self.stands(word, bytes, at) {
            at += word.utf8CodeUnitCount
            self.init(isNegative ? -value : value)
            return
        }
        return nil
    }

    private static let words: [(StaticString, Double)] = [("infinity", .infinity), ("nan", .nan), ("inf", .infinity)]

    private static func stands(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard at + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[at + offset] | 0x20 != word.utf8Start[offset] { return false }
        guard at + count < bytes.count else { return true }
        let next = bytes[at + count]
        return !(next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) && next != 0x5F && !(next &- 0x30 < 10)
    }

    /// Reads a whole text as a number, apart from spaces around it; nil when it is none or more follows.
    init?(whole bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
        var at = 0
        guard !text.isEmpty else { return nil }
        self.init(text, &at)
        guard at == text.count else { return nil }
    }
}
