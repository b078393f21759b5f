/// Text in the format of a page, which is inserted without escaping.
///
/// A text by an author is a `String`, which cannot be used as markup. A format's writer makes markup by
/// interpolation, `.html("<b>\(title)</b>")`, which escapes every text. Output of other programs is wrapped by
/// `Markup(written:)`; a test lists where that is allowed.
struct Markup: Sendable, Hashable {
    private(set) var text: String

    /// Wraps markup written by a library, a template or a drawing.
    init(written text: String) { self.text = text }

    static let empty = Markup(written: "")

    var isEmpty: Bool { text.isEmpty }

    static func + (first: Markup, second: Markup) -> Markup { Markup(written: first.text + second.text) }

    static func += (first: inout Markup, second: Markup) { first.text += second.text }

    /// The markup after a change that keeps its texts escaped.
    func changed(_ change: (String) -> String) -> Markup { Markup(written: change(text)) }
}
