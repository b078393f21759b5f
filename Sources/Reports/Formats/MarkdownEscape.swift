internal import Mustache

extension StringProtocol {
    /// The text with the special characters of GitHub-flavoured Markdown escaped by backslashes.
    public var markdownEscaped: String {
        var out = ""
        for character in self {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "$", "#": out += "\\\(character)"
            case "&": out += "&amp;"
            case "\n": out += " "
            default: out.append(character)
            }
        }
        return out
    }

    /// Markup for a table cell, with every bar escaped, since even a bar in code would end the cell.
    var markdownCell: String {
        var out = ""
        for character in self {
            if character == "|", out.last != "\\" { out += "\\" }
            out.append(character)
        }
        return out
    }

    /// A fence that is longer than any run of backticks in the text.
    var fence: String {
        String(repeating: "`", count: Swift.max(3, longestRunOfBackticks + 1))
    }

    /// The text as a code span.
    var markdownCode: String {
        let fence = String(repeating: "`", count: longestRunOfBackticks + 1)
        let pad = hasPrefix("`") || hasSuffix("`") ? " " : ""
        return fence + pad + replacingLineEnds + pad + fence
    }

    private var longestRunOfBackticks: Int {
        split(omittingEmptySubsequences: true) { $0 != "`" }.map(\.count).max() ?? 0
    }

    private var replacingLineEnds: String { split(separator: "\n").joined(separator: " ") }

    /// The text with each line but the first indented by `count` blanks.
    func indented(by count: Int) -> String {
        let pad = String(repeating: " ", count: count)
        let lines = split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { $0 == 0 || $1.isEmpty ? String($1) : pad + $1 }.joined(separator: "\n")
    }
}
