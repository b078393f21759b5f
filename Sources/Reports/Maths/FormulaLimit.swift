/// Limits on the length and nesting of a formula, since KaTeX's time grows faster than either.
enum FormulaLimit {
    /// The maximal length in UTF-16 units, as KaTeX counts; three thousand take a second.
    private static let length = 3_000
    /// The maximal length of a macro, since a formula may use it many times.
    static let macroLength = 300
    /// The maximal nesting of braces, environments and pairs of delimiters.
    private static let depth = 60

    /// The fault of a formula that exceeds a limit; nil when none is exceeded.
    static func fault(in tex: String) -> MathFault? {
        let units = Array(tex.utf16)
        guard units.count <= length else {
            return MathFault(message: "it has more than \(length) characters", offset: length, length: 1)
        }
        var level = 0
        for (index, unit) in units.enumerated() {
            switch unit {
            case 0x7B where !isEscaped(index, units): level += 1
            case 0x7D where !isEscaped(index, units): level -= 1
            case 0x5C:
                let word = String(decoding: units[(index + 1)...].prefix(while: isLetter), as: UTF16.self)
                if ["begin", "left"].contains(word) { level += 1 }
                if ["end", "right"].contains(word) { level -= 1 }
            default: break
            }
            guard level <= depth else {
                return MathFault(message: "it nests more than \(depth) deep", offset: index, length: 1)
            }
        }
        return nil
    }

    private static func isLetter(_ unit: UInt16) -> Bool { (0x41...0x5A).contains(unit & ~0x20) }

    private static func isEscaped(_ index: Int, _ units: [UInt16]) -> Bool {
        units[..<index].reversed().prefix { $0 == 0x5C }.count % 2 == 1
    }
}
