/// The main content of the landing page: what to know in a minute, findings, the verdicts' counts, chapters.
struct LandingView: RenderedView {
    static let templateName = "landing"

    var title: Markup
    /// A sentence below the title.
    var sentence: Markup
    /// What a reader with one minute should know.
    var minute: [PointView] = []
    /// The figure beside it.
    var opening: SmallFigureView?
    /// A sentence with a link, for readers in a hurry; may be empty.
    var button = Markup.empty
    /// The findings that matter most, at most three.
    var findings: [FindingView]
    var dashboard: DashboardView
    /// The address of the dashboard.
    var claimsPage: Verbatim
    var chapters: [ChapterSummaryView]

    var derived: [String: Any] {
        ["hasMinute": !minute.isEmpty, "hasFindings": !findings.isEmpty, "hasChapters": !chapters.isEmpty]
    }
}

/// A sentence for readers who have one minute.
struct PointView: TemplateView {
    var title: Markup
    var sentence: Markup
}

/// A figure as the landing page shows it: drawn for a small size, without its caption.
struct SmallFigureView: TemplateView {
    var svg: Markup
    var alt: String
    var href: Verbatim
    /// The name of the link's target, such as `Figure 2.1`.
    var linkLabel: String
}

/// A finding: a large number, a sentence, a small figure.
struct FindingView: TemplateView {
    /// The number, such as `19 steps`; its first word is shown large.
    var number: String
    /// The unit beside the number; may be empty.
    var unit = Markup.empty
    var sentence: Markup
    var figure: SmallFigureView?
}

/// A chapter in the list of the landing page.
struct ChapterSummaryView: TemplateView {
    var number: String
    var title: Markup
    var href: Verbatim
    /// A summary in one line.
    var summary: Markup
    /// The verdicts of its claims; may be empty.
    var badges: [BadgeView] = []
}
