import Diagnostics

/// Finds figures whose labels touch each other or are cut off, once they are drawn.
struct LabelCheck {
    let site: Site

    /// A warning for each figure of a chapter whose labels lack room.
    func warnings(ofChapter index: Int) -> [Diagnostic] {
        let directives = site.plan.book.chapters[index].orderedDirectives
        return site.orders(ofChapter: index).flatMap { order -> [Diagnostic] in
            guard let placed = directives.first(where: { $0.id == order.id }),
                let content = try? site.inputs.figures.figure(order).drawing?.content
            else { return [] }
            return content.faults.prefix(1).map { fault in
                Diagnostic(
                    .warning,
                    "figure.labels",
                    at: placed.source.place(of: ["id"]),
                    "\(order.id): \(fault)",
                    help: "give it more height, shorter names, or fewer panels in a row"
                )
            }
        }
    }
}
