import Diagnostics
import Foundation

/// A number that an author wrote and the book vouches for: `[184](value:onset.lead)`.
struct CheckedNumber: Sendable, Hashable {
    /// What it is compared with, as written; `ValueKey` reads it.
    var key: String
    /// As written.
    var text: String
    /// Where the number itself is written.
    var place: Place
    /// The link's title, which is a tolerance; nil without one.
    var title: String?
    /// Where the title is written.
    var titlePlace: Place?

    /// How far the result may lie from the number; nil when it must be equal at the written precision.
    var tolerance: Tolerance? { title.flatMap { Tolerance($0) } }

    /// The query or claim behind it.
    var source: String { key.split(separator: ".").first.map(String.init) ?? "" }

    /// The numbers of a piece of source, found by their links' spelling; for text that is no Markdown of its own.
    static func scan(_ source: LocatedText) -> [CheckedNumber] {
        guard source.text.utf8.contains("value:") else { return [] }
        let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { index, line -> [CheckedNumber] in
            // Most lines hold no number, and the pattern is slow to find none.
            guard line.utf8.contains("value:") else { return [] }
            return numbers(in: line, index, of: source)
        }
    }

    private static func numbers(in line: Substring, _ index: Int, of source: LocatedText) -> [CheckedNumber] {
        func place(_ text: Substring) -> Place {
            let column = line.distance(from: line.startIndex, to: text.startIndex) + 1
            return source.place(line: index + 1, column: column, length: max(1, text.count))
        }
        // Within a text that YAML has between double quotes a backslash stands before those of the title. An address with
        // blanks stands between < and >; parentheses within one without come in pairs.
        let pattern =
            /\[([^\[\]]*)\]\((?:<value:([^<>]*)>|value:((?:[^\s()]|\([^\s()]*\))+))(?:\s+(?:\\?"|')([^"'\\]*))?[^\)]*\)/
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
    /// Whether the bytes of a text stand among these; quicker than the search for characters that may be combined.
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
