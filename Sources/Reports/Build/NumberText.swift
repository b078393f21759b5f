import Charts
import Foundation
import Settings

/// Formats numbers for the report: a true minus, powers of ten with raised exponents, thin spaces between thousands.
enum NumberText {
    /// `number` with `digits` significant digits, without trailing zeros in the fraction.
    static func significant(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return number.isNaN ? "–" : number > 0 ? "∞" : "−∞" }
        if number == 0 { return "0" }
        let parts = String(format: "%.\(max(0, digits - 1))e", number).split(separator: "e")
        let exponent = Int(parts[1]) ?? 0
        if exponent < -4 || exponent >= max(7, digits) {
            let power = "10" + Superscript.text(exponent)
            let mantissa = trimmed(String(parts[0]))
            return minus(mantissa == "1" ? power : mantissa == "-1" ? "-" + power : mantissa + "×" + power)
        }
        let decimals = max(0, digits - 1 - exponent)
        let text = String(format: "%.\(decimals)f", number)
        return minus(grouped(decimals > 0 ? trimmed(text) : text))
    }

    /// A result as messages show it, to seven digits, so that a small number never looks like zero.
    static func told(_ number: Double) -> String { significant(number, digits: 7) }

    /// A text of a query with the numbers in it as numbers are printed: `-1.5e-06` as `−1.5×10⁻⁶`.
    ///
    /// Formulas stand as they are.
    static func typeset(_ text: String) -> String {
        guard isNumeric(text.utf8), !text.contains("$") else { return text }
        return text.replacing(power) { match in
            let (before, digits) = (match.output.1, match.output.2)
            guard let mantissa = Double(digits), mantissa != 0, let power = Int(match.output.3) else {
                return before + "0"
            }
            return before + (mantissa == 1 ? "" : digits + "×") + "10" + Superscript.text(power)
        }
        .replacing(negative) { "\($0.output.1)−" }
    }

    // Compiled once: a literal within a function is compiled at each call, and this one is asked for every cell.
    private nonisolated(unsafe) static let power = /(^|[^\w.])(\d+(?:\.\d+)?)e([+-]?\d{1,3})(?![\w.])/
    private nonisolated(unsafe) static let negative = /(^|[\s(\[|,±<>=≤≥–])-(?=[\d.])/

    /// Whether either pattern may match: a digit stands before an `e`, or a digit or a point behind a hyphen.
    private static func isNumeric(_ text: String.UTF8View) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return zip(text, text.dropFirst()).contains { first, second in
            second == UInt8(ascii: "e") && digits.contains(first)
                || first == UInt8(ascii: "-") && (digits.contains(second) || second == UInt8(ascii: "."))
        }
    }

    /// A whole number with separated thousands.
    static func whole(_ number: Int) -> String { minus(grouped(String(number))) }

    /// A duration in a suitable unit.
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.001: "\(significant(seconds * 1e6, digits: 2)) µs"
        case ..<1: "\(significant(seconds * 1e3, digits: 2)) ms"
        case ..<100: "\(significant(seconds, digits: 2)) s"
        default: "\(significant(seconds / 60, digits: 2)) min"
        }
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    private static func minus(_ text: String) -> String { text.replacing("-", with: "−") }

    /// Separates thousands in numbers of more than four digits.
    private static func grouped(_ text: String) -> String {
        let digits = text.prefix { $0 != "." }.count { $0 != "-" }
        return digits > 4 ? Thousands.grouped(text, by: "\u{202F}") : text
    }
}
