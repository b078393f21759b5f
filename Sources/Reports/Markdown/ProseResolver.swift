import Diagnostics
import Settings

/// Resolves for a writer of prose everything that depends on the book and not only on the chapter's text.
///
/// The resolver reports faults such as unknown targets and malformed formulas; `ProseIndex` lists all questions in
/// advance.
protocol ProseResolver {
    /// The terms that are linked where the text uses them first.
    var terms: [GlossaryTerm] { get }
    /// The target of a cross reference; nil when there is none.
    func reference(to target: String, at place: Place) -> ProseReference?
    /// A citation within a line.
    func citation(of works: [Inline.CitedWork], at place: Place) -> Markup
    /// A checked number within a line.
    func value(_ value: Inline.Value, at place: Place) -> Markup
    /// A formula within a line, or a displayed one as a block with its label as id.
    func formula(_ formula: Formula) -> Markup
    /// A directive as blocks.
    func directive(_ fence: Block.Fence, at place: Place) -> Markup
    /// Whether a directive shows itself as a folded strip, several of which can stand in one; nil when it shows nothing.
    func isStrip(at place: Place) -> Bool?
    /// The address of an image for the page.
    func imageAddress(_ image: Inline.Image, at place: Place) -> String
    /// The address of a link for the page, such as another chapter's page for its Markdown file.
    func linkAddress(_ link: Inline.Link, at place: Place) -> String
}
