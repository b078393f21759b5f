/// The scale of the unit after a number: `million` multiplies, `%` belongs to the result.
///
/// A number is read in one way only. A word for a power of ten within the brackets is part of the number: `[1.2
/// million](value:…)` is 1 200 000. Per cent and per mille are units like any other: `[76 %](value:…)` is compared
/// with a result of 76, just as `[76](value:…) %` is.
struct NumberScale: Sendable, Hashable {
    /// The factor by which the number before it is multiplied.
    let factor: Double
    /// The factor by which the result would be multiplied if the unit was meant in another way; 1 when there is none.
    ///
    /// Examples are a share that was not meant in per cent, or a letter that is not kelvin.
    let otherwise: Double

    /// Reads the text after a number's digits.
    init(_ tail: Substring) {
        var rest = tail.drop(while: Self.isBlank)
        var factor = 1.0
        while let (name, end) = Self.word(in: rest), let power = Self.powers[name] {
            factor *= power
            rest = rest[end...].drop(while: Self.isBlank)
        }
        self.factor = factor
        let share = Self.shares.first { rest.lowercased().hasPrefix($0.name) }?.whole
        otherwise = share ?? Self.word(in: rest).flatMap { Self.letters[$0.name] } ?? 1
    }

    private static let powers: [String: Double] = [
        "dozen": 12, "hundred": 100, "hundreds": 100, "k": 1e3, "thousand": 1e3, "thousands": 1e3, "M": 1e6, "mn": 1e6,
        "million": 1e6, "millions": 1e6, "G": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9, "trillion": 1e12,
        "trillions": 1e12,
    ]

    private static let shares: [(name: String, whole: Double)] = [
        ("%", 100), ("per cent", 100), ("percent", 100), ("pct", 100), ("‰", 1e3), ("per mille", 1e3),
        ("permille", 1e3), ("ppm", 1e6),
    ]

    /// Letters that are units as well: kelvin, byte and tesla.
    private static let letters: [String: Double] = ["K": 1e-3, "B": 1e-9, "T": 1e-12]

    /// The word at the beginning; single letters keep their case, which distinguishes mega from metre.
    private static func word(in text: Substring) -> (name: String, end: Substring.Index)? {
        let word = text.prefix(while: \.isLetter)
        guard !word.isEmpty else { return nil }
        // A letter may begin another word, as in k-fold and T-maze.
        if word.count == 1, let next = text[word.endIndex...].first, !next.isWhitespace, !".,;:)|".contains(next) {
            return nil
        }
        return (word.count == 1 ? String(word) : word.lowercased(), word.endIndex)
    }

    private static func isBlank(_ character: Character) -> Bool { character.isWhitespace || character == "\u{2060}" }
}
