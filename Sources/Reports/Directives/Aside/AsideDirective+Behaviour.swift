extension AsideDirective: PageDirective {
    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup {
        let view = AsideView(
            id: id,
            title: context.inline(title, at: placed.source.place(of: ["title"])),
            text: context.inline(text, at: placed.source.place(of: ["text"]))
        )
        return try context.render(view)
    }
}
