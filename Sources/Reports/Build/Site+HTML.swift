extension Site {
    /// The renderer of the site's pages.
    var html: HTMLRenderer { HTMLRenderer(templates: templates, maths: maths) }

    /// A plain text with formulas, such as a column heading or a unit.
    func label(_ text: String) -> Markup { html.label(text) }
}
