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
