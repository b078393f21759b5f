import Diagnostics
import Settings

/// A piece of Markdown within a directive or `book.yml`: a caption, a statement.
struct ProseFragment: Sendable {
    let document: Document
    /// Converts a line and a column of the text into a place in the file.
    private let locate: @Sendable (_ line: Int, _ column: Int) -> Place

    /// Parses `text`, which is at `place`; columns within it are those of the text, not of the file.
    init(_ text: String, at place: Place, citing bibliography: Bibliography) {
        document = Document(parsing: text, file: place.file, firstLine: place.line, citing: bibliography)
        locate = { line, column in Place(file: place.file, line: place.line + line - 1, column: column) }
    }

    /// Parses the text at `path` of a tree; nil when there is none.
    init?(of source: LocatedValue, at path: [String], citing bibliography: Bibliography) {
        guard case .text(let text)? = source.value.value(at: path) else { return nil }
        self.init(text, of: source, at: path, citing: bibliography)
    }

    /// Parses `text`, which is at `path` of a tree.
    init(_ text: String, of source: LocatedValue, at path: [String], citing bibliography: Bibliography) {
        document = Document(parsing: text, file: source.place.file, citing: bibliography)
        locate = { line, column in source.place(of: path, line: line, column: column) }
    }

    /// Moves a fault within the text to its place in the file.
    func located(_ fault: Diagnostic) -> Diagnostic {
        var copy = fault
        copy.place = fault.place.map(located)
        return copy
    }

    /// Converts a place within the text into a place in the file.
    func located(_ place: Place) -> Place {
        var found = locate(place.line, place.column)
        found.length = place.length
        return found
    }

    /// The inlines of its only paragraph; several paragraphs are joined.
    var inlines: [Inline] {
        document.blocks.flatMap { block -> [Inline] in
            guard case .paragraph(let content) = block.kind else { return [] }
            return content
        }
    }

    /// Every piece of prose in a directive.
    static func all(in placed: PlacedDirective, citing bibliography: Bibliography) -> [ProseFragment] {
        placed.directive.prose.compactMap { ProseFragment(of: placed.source, at: $0, citing: bibliography) }
    }
}
