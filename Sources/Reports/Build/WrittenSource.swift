import Diagnostics
import Foundation
import Storage

/// A file split into lines, each with its own line end.
struct WrittenSource {
    private(set) var lines: [String]
    private let ends: [String]
    private let mark: Data
    private let url: URL

    init?(_ url: URL) {
        let byteOrderMark = Data([0xEF, 0xBB, 0xBF])
        guard let data = try? Data(contentsOf: url) else { return nil }
        self.url = url
        mark = data.starts(with: byteOrderMark) ? byteOrderMark : Data()
        guard let text = String(validating: data.dropFirst(mark.count), as: UTF8.self) else { return nil }
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: Self.isEnd).map(String.init)
        ends = text.filter(Self.isEnd).map(String.init)
    }

    /// A carriage return followed by a line feed is one `Character`.
    private static func isEnd(_ character: Character) -> Bool { ["\n", "\r\n", "\r"].contains(character) }

    /// Whether `text` is at a place.
    func holds(_ text: String, at place: Place) -> Bool { rest(from: place)?.hasPrefix(text) ?? false }

    /// The rest of the line after the link of a number at a place.
    func text(behindNumber text: String, at place: Place) -> Substring {
        guard let rest = rest(from: place) else { return "" }
        let link = rest.dropFirst(text.count)
        guard let end = link.prefixMatch(of: Self.address) else { return "" }
        // Emphasis may end between a number and its unit, and a blank may be written as an entity.
        let behind = link[end.range.upperBound...]
        return behind.prefixMatch(of: Self.unseen).map { behind[$0.range.upperBound...] } ?? behind
    }

    private nonisolated(unsafe) static let address = /\]\((?:<[^<>]*>|(?:[^\s()]|\([^\s()]*\))+)[^)]*\)/
    private nonisolated(unsafe) static let unseen = /(?:[*_\\\s]|&\w+;)*/

    private func rest(from place: Place) -> Substring? {
        guard lines.indices.contains(place.line - 1) else { return nil }
        return lines[place.line - 1].dropFirst(place.column - 1)
    }

    /// Replaces `old`, which is at a place, by `new`.
    mutating func replace(_ old: String, at place: Place, by new: String) {
        var characters = Array(lines[place.line - 1])
        let start = place.column - 1
        characters.replaceSubrange(start..<(start + old.count), with: Array(new))
        lines[place.line - 1] = String(characters)
    }

    /// Writes the file as a whole.
    func write() throws {
        let text = zip(lines, ends + [""]).map { $0 + $1 }.joined()
        try WholeFile.write(mark + Data(text.utf8), to: url)
    }
}
