/// One HTML file: everything around the main content.
///
/// All addresses are relative to the file; `root` leads from it to the site's root.
struct PageView: TemplateView {
    /// BCP 47 tag, such as `en`.
    var language = "en"
    /// Title of this page; empty on the landing page, whose title is the book's.
    var title = ""
    var bookTitle: String
    /// The same with its formulas set.
    var bookHeading: Markup
    /// One or two plain sentences for search engines and link previews.
    var summary: String
    /// Path to the root of the site: empty, or `../` as often as needed.
    var root = ""
    var chapters: [ChapterLinkView]
    /// The page that tells what can be written, behind the chapters.
    var reference: ChapterLinkView?
    var previous: PageLinkView?
    var next: PageLinkView?
    /// Rendered `LandingView`, `ChapterView` or `AppendixView`.
    var main: Markup
    var footer: FooterView

    var derived: [String: Any] {
        [
            "documentTitle": title.isEmpty ? bookTitle : "\(title) · \(bookTitle)",
            "hasNeighbours": previous != nil || next != nil,
            "isHome": title.isEmpty,
        ]
    }
}

/// A chapter, or another page, in the sidebar and in the menu.
struct ChapterLinkView: TemplateView {
    /// Number as printed; may be empty.
    var number: String
    /// May hold maths.
    var title: Markup
    var href: Verbatim
    /// Whether this is the page that the reader sees.
    var isOpen = false
    /// Sections, shown for the open chapter only.
    var sections: [SectionLinkView] = []
}

/// A section of the open chapter in the sidebar.
struct SectionLinkView: TemplateView {
    /// May hold maths.
    var title: Markup
    var href: Verbatim
}

/// A neighbouring page.
struct PageLinkView: TemplateView {
    var title: String
    var href: Verbatim
}

/// Where the numbers of the site come from.
struct FooterView: TemplateView {
    /// Version of the numeric core, a short hash.
    var coreVersion: String
    /// Whether some runs of the book were made elsewhere.
    var hasLogs = false
    /// Optional sentence on the licence.
    var licence = Markup.empty
}
