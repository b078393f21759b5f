import Cells
import Experiments

extension Book {
    /// The cells in the order of the chapters.
    var cells: [CellSource] { chapters.flatMap(\.orderedDirectives).compactMap(\.cell) }

    /// The directive of a name; nil when there is none.
    func placed(_ id: String) -> PlacedDirective? {
        chapters.lazy.flatMap(\.orderedDirectives).first { $0.id == id }
    }

    /// The names of all cells with their places, for a user who is asked to allow them.
    public var cellNames: [String] { cells.map { "\($0.id), \($0.shownPlace)" } }

    /// A digest of the code of all cells, which the user must have allowed; nil when there is none.
    public var cellsDigest: String? {
        let codes = cells.map(\.code)
        return codes.isEmpty ? nil : Digest.sha256((["cells"] + codes).joined(separator: "\u{0}"))
    }
}
