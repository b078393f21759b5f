import Diagnostics

/// A format of the report: how texts are escaped, prose is written, and views are rendered.
///
/// The content of pages is the same in every format. Directives make views, which contain no markup except what a
/// renderer wrote for them, and do not know the format.
protocol Renderer {
    /// The format that it writes.
    var format: PageFormat { get }
    /// A plain text, escaped.
    func escaped(_ text: String) -> Markup
    /// A plain text that may contain formulas, such as a column heading or a unit.
    func label(_ text: String) -> Markup
    /// A text as code within a line.
    func code(_ text: String) -> Markup
    /// Markup as a paragraph.
    func paragraph(_ markup: Markup) -> Markup
    /// Markup as a link to an address.
    func link(_ markup: Markup, to address: String, kind: LinkKind) -> Markup
    /// A formula; a displayed one has a number and the id of its label.
    func formula(_ formula: Formula, number: String) -> Markup
    /// A listing; `marked` gives it as HTML with syntax colouring.
    func source(_ text: String, marked: () throws -> Markup) rethrows -> Markup
    /// The address in this format of a page of the report.
    func address(_ address: String) -> String
    /// A writer for the prose of one document.
    func writer(of document: Document, asking resolver: any ProseResolver, identifiers: PageIdentifiers)
        -> any PageWriter
    /// A view rendered by its template.
    func render(_ view: some RenderedView) throws -> Markup
}

/// The kind of a link's target.
enum LinkKind: String {
    case reference, citation
    /// No special kind.
    case plain = ""
}
