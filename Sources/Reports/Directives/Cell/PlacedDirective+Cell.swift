import Cells
import Diagnostics

extension PlacedDirective {
    /// The source of a cell; nil for other directives.
    var cell: CellSource? {
        guard let directive = directive as? CellDirective else { return nil }
        let code = CellDirective.code(in: body)
        return CellSource(
            id: directive.id,
            code: code.text,
            limit: directive.limit,
            place: code.place,
            head: place
        )
    }
}
