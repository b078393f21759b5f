/// The superscript digits of Unicode, used for exponents.
public enum Superscript {
    /// The ordinary character for each superscript one.
    static let plain: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "−",
    ]

    private static let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

    /// A whole number in superscript digits.
    public static func text(_ number: Int) -> String {
        let digits = String(abs(number)).compactMap { $0.wholeNumberValue.map { Superscript.digits[$0] } }
        return (number < 0 ? "⁻" : "") + String(digits)
    }

    /// Whether a character is a superscript digit or minus.
    public static func holds(_ character: Character) -> Bool { plain[character] != nil }

    /// The whole number that superscript digits stand for; nil when they are not a number.
    public static func number(_ text: some StringProtocol) -> Int? {
        Int(String(text.compactMap { $0 == "⁻" ? "-" : plain[$0] }))
    }
}
