extension Site {
    /// The pages' own format.
    var html: HTMLRenderer { HTMLRenderer(templates: templates, maths: maths) }

    /// A text that is no Markdown, such as a heading of a table or a unit, with its formulas set.
    func label(_ text: String) -> Markup { html.label(text) }
}
