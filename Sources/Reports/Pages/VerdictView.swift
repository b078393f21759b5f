/// The verdict of a claim's query.
enum VerdictView: String, TemplateView, CaseIterable {
    case reproduced
    case partly
    case notReproduced = "not-reproduced"
    case undecided

    /// The word that readers see.
    var word: String { rawValue.replacing("-", with: " ") }

    /// The value in attributes and class names.
    var slug: String { rawValue }

    /// A character that represents the verdict where there is no drawing.
    var glyph: String {
        switch self {
        case .reproduced: "✓"
        case .partly: "◐"
        case .notReproduced: "✕"
        case .undecided: "?"
        }
    }

    var derived: [String: Any] {
        [
            "word": word,
            "slug": slug,
            "glyph": glyph,
            "isReproduced": self == .reproduced,
            "isPartly": self == .partly,
            "isNotReproduced": self == .notReproduced,
            "isUndecided": self == .undecided,
        ]
    }
}
