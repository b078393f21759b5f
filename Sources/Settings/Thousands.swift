/// Formats long numbers in groups of three digits.
public enum Thousands {
    /// Inserts `separator` between the thousands of a number, which may have a minus and decimals.
    public static func grouped(_ number: String, by separator: Character) -> String {
        let parts = number.split(separator: ".", maxSplits: 1)
        let sign = number.hasPrefix("-") ? "-" : ""
        let digits = (parts.first ?? "").drop { $0 == "-" }
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out.append(separator) }
            out.append(digit)
        }
        return sign + out + (parts.count > 1 ? "." + parts[1] : "")
    }
}
