import Diagnostics
import Foundation

/// A number that an author wrote and the book vouches for: `[184](value:onset.lead)`.
struct CheckedNumber: Sendable, Hashable {
    /// What it is compared with: `query.column`, `query.column.row` from row 1, or `claim.trials` and the like.
    var key: String
    /// As written.
    var text: String
    /// Where the number itself is written.
    var place: Place
    /// The link's title, which is a tolerance; nil without one.
    var title: String?
    /// Where the title is written.
    var titlePlace: Place?

    /// How far the result may lie from the number; nil when it must be equal at the written precision.
    var tolerance: Tolerance? { title.flatMap { Tolerance($0) } }

    /// The query or claim behind it.
    var source: String { key.split(separator: ".").first.map(String.init) ?? "" }

    /// The numbers of a piece of source, found by their links' spelling; for text that is no Markdown of its own.
    static func scan(_ source: LocatedText) -> [CheckedNumber] {
        let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { index, line -> [CheckedNumber] in
            // Most lines hold no number, and the pattern is slow to find none.
            guard line.contains("](value:") else { return [] }
            return numbers(in: line, index, of: source)
        }
    }

    private static func numbers(in line: Substring, _ index: Int, of source: LocatedText) -> [CheckedNumber] {
        func place(_ text: Substring) -> Place {
            let column = line.distance(from: line.startIndex, to: text.startIndex) + 1
            return source.place(line: index + 1, column: column, length: max(1, text.count))
        }
        // Within a text that YAML has between double quotes a backslash stands before those of the title.
        let pattern = /\[([^\[\]]*)\]\(value:([^\s\)]+)(?:\s+(?:\\?"|')([^"'\\]*))?[^\)]*\)/
        return line.matches(of: pattern).map { match in
            CheckedNumber(
                key: String(match.output.2),
                text: String(match.output.1),
                place: place(match.output.1),
                title: match.output.3.map(String.init),
                titlePlace: match.output.3.map(place)
            )
        }
    }
}

/// A number as people write it: sign, digits with or without groups, a power of ten, a unit behind it.
struct WrittenNumber: Sendable, Hashable {
    /// Its value.
    let value: Double
    /// Half a unit of its last written digit.
    let tolerance: Double
    /// Decimals behind the point.
    private let decimals: Int
    private let style: Style
    private let tail: String
    private let usesTrueMinus: Bool
    private let groups: Character?

    private enum Style: Hashable {
        case plain
        /// `1.2e-5`
        case exponent
        /// `1.2×10⁻⁵`, with the sign and the spaces between mantissa and power.
        case power(times: String)
    }

    private static let superscripts: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
    ]

    /// Reads a number; nil when the text does not begin with one.
    init?(_ text: String) {
        if let plain = WrittenNumber(digits: text) {
            self = plain
            return
        }
        let pattern =
            /([-−+]?)(\d{1,3}(?:[, \u{A0}\u{2009}\u{202F}]\d{3})+|\d+)(?:\.(\d+))?(?:[eE]([-+−]?\d+)|(\s*[×·]\s*10)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(\s*[^\s\d.,⁻⁰¹²³⁴⁵⁶⁷⁸⁹].*|\s+)?/
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        let whole = match.output.2
        let fraction = match.output.3.map(String.init) ?? ""
        var exponent = 0
        if let written = match.output.4 {
            exponent = Int(written.replacing("−", with: "-").replacing("+", with: "")) ?? 0
            style = .exponent
        } else if let times = match.output.5, let written = match.output.6 {
            exponent = Int(String(written.compactMap { Self.superscripts[$0] })) ?? 0
            style = .power(times: String(times))
        } else {
            style = .plain
        }
        let digits = String(whole.filter(\.isNumber)) + (fraction.isEmpty ? "" : "." + fraction)
        guard let magnitude = Double(digits + "e\(exponent)") else { return nil }
        let isNegative = match.output.1 == "-" || match.output.1 == "−"
        value = isNegative ? -magnitude : magnitude
        decimals = fraction.count
        tolerance = 0.5 * pow(10, Double(exponent - fraction.count))
        tail = match.output.7.map(String.init) ?? ""
        usesTrueMinus = !text.contains("-")
        groups = whole.first { !$0.isNumber }
    }

    /// Reads what most numbers are, digits with or without a point, since the pattern takes a hundred times as long.
    private init?(digits text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
        guard isPlain, parts.count <= 2, let value = Double(text) else { return nil }
        self.value = value
        decimals = parts.count == 2 ? parts[1].count : 0
        tolerance = 0.5 * pow(10, Double(-decimals))
        style = .plain
        tail = ""
        usesTrueMinus = true
        groups = nil
    }

    /// Whether anything stands behind the number.
    var hasTail: Bool { !tail.isEmpty }

    /// True when `number`, rounded as this one is written, gives this one, or lies no further from it than `tolerance`.
    func agrees(with number: Double, within tolerance: Tolerance? = nil) -> Bool {
        let reach = max(tolerance?.reach(around: value) ?? 0, self.tolerance)
        // A hair of slack, since decimal halves are not exact in binary.
        return number.isFinite && abs(number - value) <= reach * (1 + 1e-9)
    }

    /// `number` written in this one's manner.
    func rewritten(for number: Double) -> String {
        guard number.isFinite else { return "\(number)" + tail }
        var body: String
        switch style {
        case .plain: body = String(format: "%.\(decimals)f", number)
        case .exponent, .power:
            let written = String(format: "%.\(decimals)e", number).split(separator: "e")
            let exponent = Int(written[1]) ?? 0
            body = String(written[0])
            if case .power(let times) = style { body += times + Self.raised(exponent) } else { body += "e\(exponent)" }
        }
        if let groups, style == .plain { body = Self.grouped(body, by: groups) }
        if body.allSatisfy({ "-0.".contains($0) }) { body.removeAll { $0 == "-" } }
        if usesTrueMinus { body = body.replacing("-", with: "−") }
        return body + tail
    }

    private static func raised(_ exponent: Int) -> String {
        let letters = Dictionary(uniqueKeysWithValues: superscripts.map { ($0.value, $0.key) })
        return String(String(exponent).compactMap { letters[$0] })
    }

    private static func grouped(_ text: String, by separator: Character) -> String {
        let parts = text.split(separator: ".", maxSplits: 1)
        let sign = parts[0].hasPrefix("-") ? "-" : ""
        let digits = parts[0].drop { $0 == "-" }
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out.append(separator) }
            out.append(digit)
        }
        return sign + out + (parts.count > 1 ? "." + parts[1] : "")
    }
}
