/// The main content of a chapter's page.
struct ChapterView: RenderedView {
    static let templateName = "chapter"

    /// The number as printed, such as `2`; may be empty.
    var number: String
    var title: Markup
    /// How long its prose takes to read, such as `9 minutes`; may be empty.
    var readingTime = ""
    /// What the chapter claims, in two sentences; may be empty.
    var lead = Markup.empty
    var badges: [BadgeView] = []
    var body: Markup
    var references: [ReferenceView] = []

    var derived: [String: Any] { ["hasBadges": !badges.isEmpty, "hasReferences": !references.isEmpty] }

    func derived(in format: PageFormat) -> [String: Any] {
        format == .html ? derived : derived.merging(["lead": lead.changed(MarkdownWriter.guarded)]) { $1 }
    }
}

/// A claim's identifier and verdict as a small link.
struct BadgeView: RenderedView {
    static let templateName = "badge"

    var id: String
    var href: Verbatim
    var verdict: VerdictView
}

/// One entry of a chapter's reference list.
struct ReferenceView: AnchoredView {
    /// The HTML id, such as `ref-bai2025`.
    var id: String
    /// The formatted entry.
    var text: Markup
    /// The address as printed; empty when there is none.
    var url = Verbatim("")
}
