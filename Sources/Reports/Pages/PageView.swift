/// One HTML file: everything around the main content.
///
/// All addresses are relative to the file; `root` leads from it to the site's root.
struct PageView: TemplateView {
    /// The language as a BCP 47 tag, such as `en`.
    var language = "en"
    /// The title of this page; empty on the landing page, whose title is the book's.
    var title = ""
    var bookTitle: String
    /// The book's title with rendered formulas.
    var bookHeading: Markup
    /// One or two plain sentences for search engines and link previews.
    var summary: String
    /// The picture for link previews; empty for none.
    var picture = ""
    /// The address of the page for link previews; empty when it is not known.
    var address = ""
    /// What relative addresses are relative to, for a page that is shown at any address; empty for others.
    var base = ""
    /// The path to the root of the site: empty, or repeated `../`.
    var root = ""
    var chapters: [ChapterLinkView]
    /// The page of all claims, listed before the chapters.
    var dashboard: ChapterLinkView?
    /// The reference page, listed after the chapters.
    var reference: ChapterLinkView?
    var previous: PageLinkView?
    var next: PageLinkView?
    /// A rendered `LandingView`, `ChapterView` or `AppendixView`.
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
    /// The number as printed; may be empty.
    var number: String
    /// The title; may contain maths.
    var title: Markup
    var href: Verbatim
    /// Whether this is the current page.
    var isOpen = false
    /// The sections, shown for the current chapter only.
    var sections: [SectionLinkView] = []
}

/// A section of the current chapter in the sidebar.
struct SectionLinkView: TemplateView {
    /// The title; may contain maths.
    var title: Markup
    /// Its name where it is maths alone; else empty.
    var spoken = ""
    var href: Verbatim
}

/// A neighbouring page.
struct PageLinkView: TemplateView {
    var title: String
    var href: Verbatim
}

/// Information about the origin of the site's numbers.
struct FooterView: TemplateView {
    /// The version of the numeric core, as a short hash.
    var coreVersion: String
    /// Whether some runs of the book were made elsewhere.
    var hasLogs = false
    /// A sentence on the licence; may be empty.
    var licence = Markup.empty
    /// The address of the file with all tables, from the site's root.
    var tables: Verbatim
    /// The address of the archive; may be empty.
    var archive = Verbatim("")
    /// The day and the name of the edition; may be empty.
    var date = ""
    var version = ""
    /// How the book is cited, as a text and as an entry of BibTeX.
    var citation: String
    var bibtex: Verbatim
}
