import Diagnostics

/// A stretch of a chapter cut out of its surroundings (quote marks, list indentation), which still knows where each of
/// its lines began, so that a fault inside it can be shown in the author's file.
struct LocatedText: Sendable, Hashable {
    /// Where a line of the text begins in the file, both counted from 1, columns in characters.
    struct Origin: Sendable, Hashable {
        var line: Int
        var column: Int
    }

    /// The file as the reader should see it.
    var file: String
    /// The text, lines separated by `\n`.
    var text: String
    /// One origin for each line of `text`.
    var origins: [Origin]

    /// The place of the first character.
    var place: Place { place(line: 1, column: 1) }

    /// The place of a line and column of the text itself, both from 1, as a YAML reader reports them.
    ///
    /// Lines beyond the end are taken for the last one.
    func place(line: Int, column: Int, length: Int = 1) -> Place {
        let index = min(max(line, 1), max(origins.count, 1)) - 1
        let origin = origins.indices.contains(index) ? origins[index] : Origin(line: 1, column: 1)
        return Place(file: file, line: origin.line, column: origin.column + max(column, 1) - 1, length: length)
    }

    /// The place of an offset in UTF-16 units, as JavaScript counts.
    func place(utf16Offset offset: Int, length: Int = 1) -> Place {
        let units = text.utf16
        let end = units.index(units.startIndex, offsetBy: max(offset, 0), limitedBy: units.endIndex) ?? units.endIndex
        let before = text[..<end]
        let line = before.count { $0.isNewline } + 1
        let column = before.reversed().prefix { !$0.isNewline }.count + 1
        return place(line: line, column: column, length: length)
    }
}
