import Diagnostics

/// A format of the report: how texts are escaped, prose is written, and views are set.
///
/// What pages say is the same in every format: directives make views, values without any markup but in what a renderer has
/// written for them, and never see for which format.
protocol Renderer {
    /// A text that is no markup, so that it is shown as it is.
    func escaped(_ text: String) -> Markup
    /// A text that is no Markdown but may hold formulas, such as a heading of a table or a unit.
    func label(_ text: String) -> Markup
    /// A text as code within a line.
    func code(_ text: String) -> Markup
    /// Markup as a paragraph of its own.
    func paragraph(_ markup: Markup) -> Markup
    /// Markup that leads to an address.
    func link(_ markup: Markup, to address: String, kind: LinkKind) -> Markup
    /// A formula; a displayed one with its number and the identifier by which it is referred to.
    func formula(_ formula: Formula, number: String) -> Markup
    /// A piece of source; `marked` gives it with its words marked by kind, as HTML.
    func source(_ text: String, marked: () throws -> Markup) rethrows -> Markup
    /// The address of a page of the report, which other formats have under another name.
    func address(_ address: String) -> String
    /// A writer of the prose of one document.
    func writer(of document: Document, asking resolver: any ProseResolver, identifiers: PageIdentifiers)
        -> any PageWriter
    /// A view by its template.
    func render(_ view: some RenderedView) throws -> Markup
}

/// What a link leads to.
enum LinkKind: String {
    case reference, citation
    /// Nothing of its own.
    case plain = ""
}
