/// Text in lines of limited width.
enum WrappedText {
    /// The words of a text in lines; the first keeps the blanks that the text begins with, the others are indented.
    ///
    /// A word longer than a line gets a line of its own.
    static func lines(_ text: String, indent: Int, width: Int) -> [String] {
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        var isBare = true
        for word in text.split(separator: " ") {
            if !isBare, line.count + 1 + word.count > width {
                lines.append(line)
                (line, isBare) = (String(repeating: " ", count: indent), true)
            }
            line += (isBare ? "" : " ") + word
            isBare = false
        }
        return lines + [line]
    }
}
