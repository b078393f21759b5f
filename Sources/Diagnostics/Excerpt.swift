/// Shows the line of a fault with a caret under its place; a very long line is shortened around it.
struct Excerpt {
    /// The line shown last, split into characters once, since a long line may have thousands of faults.
    private var line: (file: String, number: Int, characters: [Character]) = ("", 0, [])

    /// The maximal number of characters shown of a line.
    private static let width = 240

    /// Two lines, each preceded by a line feed; empty when the place is outside the lines.
    mutating func text(of place: Place, in lines: [Substring]) -> String {
        guard lines.indices.contains(place.line - 1) else { return "" }
        if line.file != place.file || line.number != place.line {
            line = (place.file, place.line, Array(lines[place.line - 1]))
        }
        let all = line.characters
        let column = min(place.column - 1, all.count)
        let start = all.count <= Self.width ? 0 : max(0, min(column - Self.width / 2, all.count - Self.width))
        let end = min(all.count, start + Self.width)
        let (before, after) = (start > 0 ? "…" : "", end < all.count ? "…" : "")
        let gutter = String(place.line)
        let blank = String(repeating: " ", count: gutter.count)
        // Tabs before the caret are kept, so that it is under its character for any tab width.
        let lead = before.map { _ in " " } + all[start..<column].map { $0 == "\t" ? "\t" : " " }
        let carets = String(repeating: "^", count: max(1, min(place.length, end - column)))
        return "\n \(gutter) | \(before)\(String(all[start..<end]))\(after)\n \(blank) | \(lead.joined())\(carets)"
    }
}
