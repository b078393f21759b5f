/// What a claim's query decided.
enum VerdictView: String, TemplateView, CaseIterable {
    case reproduced
    case partly
    case notReproduced = "not-reproduced"
    case undecided

    /// The word that readers see.
    var word: String { rawValue.replacing("-", with: " ") }

    /// The value of attributes and classes.
    var slug: String { rawValue }

    /// A sign that stands for it where there is no drawing.
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
