import Diagnostics
import Foundation

/// A number in the prose that is compared with a result: `[184](value:onset.lead)`.
struct CheckedNumber: Sendable, Hashable {
    /// The key of the result, as written; `ValueKey` parses it.
    var key: String
    /// The number as written.
    var text: String
    /// The place of the number.
    var place: Place
    /// The link's title, which is a tolerance; nil without one.
    var title: String?
    /// The place of the title.
    var titlePlace: Place?

    /// The tolerance of the comparison; nil when the result must agree at the written precision.
    var tolerance: Tolerance? { title.flatMap { Tolerance($0) } }

    /// The query or claim that gives the result.
    var source: String { key.split(separator: ".").first.map(String.init) ?? "" }

    /// The numbers in a text, found by the syntax of their links; for texts that are not Markdown.
    static func scan(_ source: LocatedText) -> [CheckedNumber] {
        guard source.text.utf8.contains("value:") else { return [] }
        let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { index, line -> [CheckedNumber] in
            // Most lines contain no number, and the pattern is slow to find that out.
            guard line.utf8.contains("value:") else { return [] }
            return numbers(in: line, index, of: source)
        }
    }

    // In a double-quoted YAML text, the quotes of the title are escaped by backslashes. An address with blanks is
    // between < and >; without these, its parentheses are balanced.
    private nonisolated(unsafe) static let pattern =
        /\[([^\[\]]*)\]\((?:<value:([^<>]*)>|value:((?:[^\s()]|\([^\s()]*\))+))(?:\s+(?:\\?"|')([^"'\\]*))?[^\)]*\)/

    private static func numbers(in line: Substring, _ index: Int, of source: LocatedText) -> [CheckedNumber] {
        func place(_ text: Substring) -> Place {
            let column = line.distance(from: line.startIndex, to: text.startIndex) + 1
            return source.place(line: index + 1, column: column, length: max(1, text.count))
        }
        return line.matches(of: pattern).map { match in
            CheckedNumber(
                key: String(match.output.2 ?? match.output.3 ?? ""),
                text: String(match.output.1),
                place: place(match.output.1),
                title: match.output.4.map(String.init),
                titlePlace: match.output.4.map(place)
            )
        }
    }
}

extension Collection<UInt8> {
    /// Whether the bytes contain those of a text; faster than a search by characters.
    fileprivate func contains(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var start = startIndex
        while let found = self[start...].firstIndex(of: wanted[0]) {
            if self[found...].starts(with: wanted) { return true }
            start = index(after: found)
        }
        return false
    }
}
