import Diagnostics
import Yams

/// A text without quotes whose end YAML took for a comment: `Run #3 of 5` is read as "Run".
///
/// A comment that is meant as one stands two blanks behind a text, as those who check YAML for style ask, or behind one
/// word, as a remark on a setting.
enum CutText {
    /// What is wrong with the end of a text; nil when nothing was cut off, or what was cut off is a comment.
    static func fault(in scalar: Node.Scalar, of lines: YAMLLines) -> Diagnostic? {
        guard scalar.style == .plain || scalar.style == .any, let mark = scalar.mark,
            let (line, column, rest) = tail(of: scalar.string, from: mark, in: lines),
            rest.hasPrefix(" #")
        else { return nil }
        let lost = rest.dropFirst().blankTrimmed
        let isComment = lost.dropFirst().first?.isWhitespace ?? true
        guard !isComment || scalar.string.contains(where: \.isWhitespace) else { return nil }
        return Diagnostic(
            isComment ? .warning : .error,
            "yaml.cut",
            at: lines.place(line: line, column: column + 1, length: lost.count),
            "` #` begins a comment in YAML, so the text ends before '\(lost)'",
            help:
                "quote the text: \("\(scalar.string) \(lost)".yamlQuoted); a comment stands two blanks behind a text"
        )
    }

    /// What follows a text in its last line.
    private static func tail(of string: String, from mark: Mark, in lines: YAMLLines)
        -> (line: Int, column: Int, rest: Substring)?
    {
        var number = mark.line
        guard let first = lines.line(number) else { return nil }
        var rest = Substring(first.unicodeScalars.dropFirst(mark.column - 1))
        for word in string.split(whereSeparator: \.isWhitespace) {
            rest = rest.drop(while: \.isWhitespace)
            while rest.isEmpty, let next = lines.line(number + 1) {
                number += 1
                rest = next.drop(while: \.isWhitespace)
            }
            guard rest.hasPrefix(word) else { return nil }
            rest = rest.dropFirst(word.count)
        }
        let scalars = (lines.line(number) ?? "").unicodeScalars.count - rest.unicodeScalars.count
        return (number, scalars + 1, rest)
    }
}
