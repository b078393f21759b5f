extension Site {
    /// A figure in its drawing for the landing page; nil when it is not there.
    func smallFigure(_ id: String, _ renderer: any Renderer) -> SmallFigureView? {
        // In a build of some chapters, the figure may not exist yet.
        guard let label = plan.labels.labels[id], holds("figures/\(id).svg"), !lacksResult(figure: id) else {
            return nil
        }
        for (index, chapter) in plan.book.chapters.enumerated() {
            guard
                let directive = chapter.orderedDirectives.first(where: { $0.id == id })?.directive as? FigureDirective,
                let order = orders(ofChapter: index).first(where: { $0.id == id }),
                let content = try? figures.figure(order).drawing?.content
            else { continue }
            return SmallFigureView(
                svg: Markup(written: content.smallSVG),
                alt: directive.alt,
                href: Verbatim(renderer.address(label.address)),
                linkLabel: label.text
            )
        }
        return nil
    }
}
