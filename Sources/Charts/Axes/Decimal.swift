/// An exact decimal number, so that a tick's value and its label always agree.
struct DecimalNumber: Sendable, Hashable {
    var digits: Int
    var exponent: Int

    init(_ digits: Int, exponent: Int) {
        self.digits = digits
        self.exponent = digits == 0 ? 0 : exponent
    }

    /// The shortest decimal that reads back as the value, which must be finite.
    init(shortest value: Double) {
        var text = Substring(value.description)
        var exponent = 0
        if let mark = text.firstIndex(of: "e") {
            exponent = Int(text[text.index(after: mark)...]) ?? 0
            text = text[..<mark]
        }
        if let point = text.firstIndex(of: ".") {
            let fraction = text[text.index(after: point)...]
            exponent -= fraction.count
            text = text[..<point] + fraction
        }
        self.init(Int(text) ?? 0, exponent: exponent)
        strip()
    }

    /// The value rounded to `count` significant digits.
    init(_ value: Double, significant count: Int) {
        self.init(shortest: value)
        while String(abs(digits)).count > count {
            let tenth = digits / 10
            let carry = abs(digits % 10) >= 5 ? (digits < 0 ? -1 : 1) : 0
            self.init(tenth + carry, exponent: exponent + 1)
        }
        strip()
    }

    private mutating func strip() {
        guard digits != 0 else { return exponent = 0 }
        while digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
    }

    /// The same number without trailing zeros in its digits.
    var stripped: DecimalNumber {
        var copy = self
        copy.strip()
        return copy
    }

    /// The nearest `Double`.
    var value: Double { Double("\(digits)e\(exponent)") ?? 0 }

    /// The exponent of ten of the leading digit.
    var magnitude: Int { String(abs(digits)).count - 1 + exponent }
}

extension DecimalNumber {
    /// The number in positional notation, with a true minus sign, and thin spaces between thousands from 10 000 up.
    func fixed(decimals: Int) -> String {
        var text = String(abs(digits))
        if exponent > 0 { text += String(repeating: "0", count: exponent) }
        var fraction = ""
        if exponent < 0 {
            text = String(repeating: "0", count: max(0, 1 - exponent - text.count)) + text
            fraction = String(text.suffix(-exponent))
            text = String(text.dropLast(-exponent))
        }
        fraction = String(fraction.prefix(decimals))
        fraction += String(repeating: "0", count: decimals - fraction.count)
        return (digits < 0 ? "−" : "") + DecimalNumber.grouped(text) + (decimals > 0 ? "." + fraction : "")
    }

    private static func grouped(_ text: String) -> String {
        guard text.count > 4 else { return text }
        var groups: [Substring] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            groups.append(rest.suffix(3))
            rest = rest.dropLast(3)
        }
        return groups.reversed().joined(separator: "\u{2009}")
    }

    /// The number in scientific notation, such as `2.5×10⁻⁷`; a power of ten is written `10⁻⁷`.
    var scientific: String {
        let number = stripped
        guard number.digits != 0 else { return "0" }
        let power = "10" + Superscript.text(number.magnitude)
        let sign = number.digits < 0 ? "−" : ""
        let figures = String(abs(number.digits))
        if figures == "1" { return sign + power }
        let fraction = figures.dropFirst()
        return sign + figures.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "×" + power
    }

    /// The number in the notation that suits its size: positional for ordinary sizes, otherwise scientific.
    var text: String {
        let number = stripped
        guard number.digits != 0, number.magnitude < -3 || number.magnitude > 6 else {
            return number.fixed(decimals: max(0, -number.exponent))
        }
        return number.scientific
    }

    /// Labels for the ticks of one axis, all in the same notation.
    static func texts(_ numbers: [DecimalNumber]) -> [String] {
        let sizes = numbers.filter { $0.digits != 0 }.map(\.magnitude)
        let decimals = numbers.map { max(0, -$0.stripped.exponent) }.max() ?? 0
        guard let largest = sizes.max(), largest > 6 || largest < -3 || decimals > 16 else {
            return numbers.map { $0.fixed(decimals: decimals) }
        }
        return numbers.map(\.scientific)
    }
}
