import Diagnostics
import Settings

/// What a writer of prose asks of the book: everything that a chapter's text alone does not tell.
///
/// The faults behind an answer (an unknown target, a malformed formula) are the resolver's to report; `ProseIndex` lists
/// all questions beforehand.
protocol ProseResolver {
    /// The target of a cross reference; nil when there is none.
    func reference(to target: String, at place: Place) -> ProseReference?
    /// A citation within a line.
    func citation(of works: [Inline.CitedWork], at place: Place) -> Markup
    /// A number of the prose within a line.
    func value(_ value: Inline.Value, at place: Place) -> Markup
    /// A formula within a line, or, when it is displayed, a block that carries its label as identifier.
    func formula(_ formula: Formula) -> Markup
    /// A directive as blocks.
    func directive(_ fence: Block.Fence, at place: Place) -> Markup
    /// The address of an image for the page.
    func imageAddress(_ image: Inline.Image, at place: Place) -> String
    /// The address of a link for the page, such as another chapter's page for its Markdown file.
    func linkAddress(_ link: Inline.Link, at place: Place) -> String
}
