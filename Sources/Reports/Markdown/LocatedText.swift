import Diagnostics

/// A part of a chapter without quote marks and list indentation, with the origin of each of its lines.
///
/// So the place of a fault inside it can be shown in the author's file.
struct LocatedText: Sendable, Hashable {
    /// The position in the file where a line of the text begins, both counted from 1, columns in characters.
    struct Origin: Sendable, Hashable {
        var line: Int
        var column: Int
    }

    /// The file as messages show it.
    var file: String
    /// The text, lines separated by `\n`.
    var text: String
    /// One origin for each line of `text`.
    var origins: [Origin]

    /// The place of the first character.
    var place: Place { place(line: 1, column: 1) }

    /// The place of a line and column of the text itself, both from 1, as a YAML parser reports them.
    ///
    /// Lines beyond the end count as the last one.
    func place(line: Int, column: Int, length: Int = 1) -> Place {
        let index = min(max(line, 1), max(origins.count, 1)) - 1
        let origin = origins.indices.contains(index) ? origins[index] : Origin(line: 1, column: 1)
        return Place(file: file, line: origin.line, column: origin.column + max(column, 1) - 1, length: length)
    }

    /// The place of an offset in UTF-16 units, which JavaScript uses.
    func place(utf16Offset offset: Int, length: Int = 1) -> Place {
        let units = text.utf16
        let end = units.index(units.startIndex, offsetBy: max(offset, 0), limitedBy: units.endIndex) ?? units.endIndex
        let before = text[..<end]
        let line = before.count { $0.isNewline } + 1
        let column = before.reversed().prefix { !$0.isNewline }.count + 1
        return place(line: line, column: column, length: length)
    }
}
