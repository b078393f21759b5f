/// A text in the format of a page, which is put in as it is.
///
/// A text of an author is a `String`, and nothing takes a `String` for markup: a format's writer makes markup by a pattern in
/// which every text is escaped, `.html("<b>\(title)</b>")`. What another program has written is taken by
/// `Markup(written:)`, and a test tells where that may stand.
struct Markup: Sendable, Hashable {
    private(set) var text: String

    /// What has been written as markup by a library, a template or a drawing.
    init(written text: String) { self.text = text }

    static let empty = Markup(written: "")

    var isEmpty: Bool { text.isEmpty }

    static func + (first: Markup, second: Markup) -> Markup { Markup(written: first.text + second.text) }

    static func += (first: inout Markup, second: Markup) { first.text += second.text }

    /// The markup after a change that leaves its texts escaped.
    func changed(_ change: (String) -> String) -> Markup { Markup(written: change(text)) }
}
