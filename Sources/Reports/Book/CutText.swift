import Diagnostics
import Yams

/// Finds an unquoted text that YAML cut off at a `#`: `Run #3 of 5` is read as "Run".
///
/// A comment is taken as intended when two blanks precede it, as YAML linters demand, or when it follows a single
/// word.
enum CutText {
    /// The fault of a text that was cut off; nil when nothing was cut off, or when the rest is an intended comment.
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

    /// The rest of the last line after a text.
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
