/// How much room a table asks for, as far as the lengths of its texts tell: no browser is asked.
enum TableRoom {
    /// Pixels of the column of text from which on a table is given the margin as well.
    ///
    /// The widest of the usual faces is a fifth wider than what is reckoned with here, so that a table without the margin has
    /// room in any.
    private static let column = 560
    private static let letter = 8
    private static let gap = 24
    /// From how many letters on a cell breaks into lines.
    private static let line = 60

    /// Whether a table is wider than the column; `texts` are its columns, each with the texts of its cells.
    static func isBroad(_ texts: [[String]]) -> Bool {
        texts.reduce(0) { $0 + min(line, $1.map(\.count).max() ?? 0) * letter + gap } > column
    }
}
