/// The main content of a chapter's page.
struct ChapterView: RenderedView {
    static let templateName = "chapter"

    /// Number as printed, such as `2`; may be empty.
    var number: String
    var titleHTML: String
    /// What the chapter claims, in two sentences; may be empty.
    var leadHTML = ""
    var badges: [BadgeView] = []
    var bodyHTML: String
    var references: [ReferenceView] = []

    var derived: [String: Any] { ["hasBadges": !badges.isEmpty, "hasReferences": !references.isEmpty] }

    func derived(in format: PageFormat) -> [String: Any] {
        format == .html ? derived : derived.merging(["leadHTML": MarkdownWriter.guarded(leadHTML)]) { $1 }
    }
}

/// A claim's identifier and verdict as a small link.
struct BadgeView: RenderedView {
    static let templateName = "badge"

    var id: String
    var href: String
    var verdict: VerdictView
}

/// One entry of a chapter's reference list.
struct ReferenceView: TemplateView {
    /// Anchor, such as `ref-bai2025`.
    var id: String
    /// Formatted entry.
    var textHTML: String
    /// Address as printed; empty when there is none.
    var url = ""
}

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
