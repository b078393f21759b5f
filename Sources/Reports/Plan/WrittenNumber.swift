import Charts
import Foundation
import Settings

/// A number as written in prose: sign, digits with or without groups, a power of ten, a unit.
struct WrittenNumber: Sendable, Hashable {
    /// Its value.
    let value: Double
    /// Half a unit of the last written digit.
    let tolerance: Double
    /// The scale of its unit.
    let scale: NumberScale
    /// The number of decimals.
    private let decimals: Int
    private let style: Style
    private let tail: String
    private let usesTrueMinus: Bool
    private let hasPlus: Bool
    private let groups: Character?

    private enum Style: Hashable {
        case plain
        /// `1.2e-5`.
        case exponent
        /// `1.2×10⁻⁵`; `times` is the sign with its spaces between mantissa and power.
        case power(times: String)
    }

    // Groups of digits are separated by blanks, or by the same character throughout. They do not begin with zero, as the
    // digits before a decimal comma may.
    private nonisolated(unsafe) static let pattern =
        /([-−+]?)([1-9]\d{0,2}(?:(?:[ \u{A0}\u{2009}\u{202F}]\d{3})+|([,'’_])\d{3}(?:\3\d{3})*)|\d+)(?:\.(\d+))?(?:[eE]([-+−]?\d+)|(\s*[×·]\s*10)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(.*)/

    /// Reads a number; nil when the text does not begin with one, or contains a second one, as a range does.
    init?(_ text: String) {
        if let plain = WrittenNumber(digits: text) {
            self = plain
            return
        }
        guard let match = text.wholeMatch(of: Self.pattern), Self.isUnit(match.output.8) else { return nil }
        let fraction = match.output.4.map(String.init) ?? ""
        var exponent = 0
        if let written = match.output.5 {
            exponent = Int(written.replacing("−", with: "-").replacing("+", with: "")) ?? 0
            style = .exponent
        } else if let times = match.output.6, let written = match.output.7 {
            exponent = Superscript.number(written) ?? 0
            style = .power(times: String(times))
        } else {
            style = .plain
        }
        let digits = String(match.output.2.filter(\.isNumber)) + (fraction.isEmpty ? "" : "." + fraction)
        guard let magnitude = Double(digits + "e\(exponent)") else { return nil }
        let scale = NumberScale(match.output.8)
        let isNegative = match.output.1 == "-" || match.output.1 == "−"
        value = (isNegative ? -magnitude : magnitude) * scale.factor
        decimals = fraction.count
        tolerance = 0.5 * pow(10, Double(exponent - fraction.count)) * scale.factor
        self.scale = scale
        tail = String(match.output.8)
        usesTrueMinus = !text.contains("-")
        hasPlus = match.output.1 == "+"
        groups = match.output.2.first { !$0.isNumber }
    }

    /// Reads digits with or without a point, which most numbers are; the pattern takes a hundred times as long.
    private init?(digits text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
        guard isPlain, parts.count <= 2, let value = Double(text) else { return nil }
        self.value = value
        decimals = parts.count == 2 ? parts[1].count : 0
        tolerance = 0.5 * pow(10, Double(-decimals))
        scale = NumberScale("")
        style = .plain
        tail = ""
        usesTrueMinus = true
        hasPlus = false
        groups = nil
    }

    /// Whether the text after the digits is a unit: it contains no further digits, except in powers such as `m²`.
    private static func isUnit(_ tail: Substring) -> Bool {
        guard let first = tail.first else { return true }
        guard !".,'’_".contains(first), !Superscript.holds(first) else { return false }
        var before = first
        return tail.allSatisfy { character in
            defer { before = character }
            let isPower = Superscript.holds(character) && (before.isLetter || Superscript.holds(before))
            return isPower || !character.isNumber
        }
    }

    /// Whether there is text after the number.
    var hasTail: Bool { !tail.isEmpty }

    /// Whether `number`, rounded to the precision of this one, equals it, or differs by no more than `tolerance`.
    func agrees(with number: Double, within tolerance: Tolerance? = nil) -> Bool {
        let reach = max((tolerance?.reach(around: value / scale.factor) ?? 0) * scale.factor, self.tolerance)
        // A little slack, since decimal halves are not exact in binary.
        return number.isFinite && abs(number - value) <= reach * (1 + 1e-9)
    }

    /// `number`, which is finite, written in the same style.
    func rewritten(for number: Double) -> String {
        let number = number / scale.factor
        var body: String
        switch style {
        case .plain: body = String(format: "%.\(decimals)f", number)
        case .exponent, .power:
            let written = String(format: "%.\(decimals)e", number).split(separator: "e")
            let exponent = Int(written[1]) ?? 0
            body = String(written[0])
            if case .power(let times) = style {
                body += times + Superscript.text(exponent)
            } else {
                body += "e\(exponent)"
            }
        }
        if let groups, style == .plain { body = Thousands.grouped(body, by: groups) }
        if body.allSatisfy({ "-0.".contains($0) }) { body.removeAll { $0 == "-" } }
        if hasPlus, number > 0 { body = "+" + body }
        if usesTrueMinus { body = body.replacing("-", with: "−") }
        return body + tail
    }
}
