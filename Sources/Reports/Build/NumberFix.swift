public import Diagnostics
import Foundation
public import Storage

/// Rewrites the numbers of the prose that do not agree with the results.
public struct NumberFix {
    /// One number to be rewritten.
    public struct Change: Sendable {
        /// Where it is written.
        public var place: Place
        /// As written.
        public var old: String
        /// As it should be.
        public var new: String
    }

    /// The changes, by place.
    public let changes: [Change]
    /// Numbers that cannot be looked up or read.
    public let unknown: [Diagnostic]
    private let book: Book

    /// Compares every number of the book with the archive's results.
    public init(plan: Plan, archive: Archive) throws {
        book = plan.book
        let values = ValueCheck(book: plan.book, results: try Results(plan: plan, archive: archive))
        let numbers = plan.book.chapters.flatMap { ValueCheck.numbers(in: $0) } + plan.book.configurationNumbers
        var changes: [Change] = []
        var unknown: [Diagnostic] = []
        for number in numbers {
            guard let fault = values.fault(number) else { continue }
            guard let written = WrittenNumber(number.text), let stored = try? values.stored(number.key) else {
                unknown.append(fault)
                continue
            }
            changes.append(Change(place: number.place, old: number.text, new: written.rewritten(for: stored)))
        }
        func order(_ place: Place) -> (String, Int, Int) { (place.file, place.line, place.column) }
        self.changes = changes.sorted { order($0.place) < order($1.place) }
        self.unknown = Faults(unknown).diagnostics
    }

    /// Rewrites the files, each whole or not at all.
    public func apply() throws {
        for (file, changes) in Dictionary(grouping: changes, by: \.place.file) {
            guard var source = book.writtenSource(of: file) else { continue }
            // From the end of each line, so that earlier columns stay right.
            for change in changes.sorted(by: { ($0.place.line, $0.place.column) > ($1.place.line, $1.place.column) }) {
                guard source.lines.indices.contains(change.place.line - 1) else { continue }
                var characters = Array(source.lines[change.place.line - 1])
                let start = change.place.column - 1
                let range = start..<(start + change.old.count)
                guard range.upperBound <= characters.count, String(characters[range]) == change.old else { continue }
                characters.replaceSubrange(range, with: Array(change.new))
                source.lines[change.place.line - 1] = String(characters)
            }
            try source.write()
        }
    }
}

/// A file cut into lines, each with the end it has on disk.
private struct WrittenSource {
    var lines: [String]
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

    /// A carriage return and a line feed are one character.
    private static func isEnd(_ character: Character) -> Bool { ["\n", "\r\n", "\r"].contains(character) }

    func write() throws {
        let text = zip(lines, ends + [""]).map { $0 + $1 }.joined()
        try (mark + Data(text.utf8)).write(to: url, options: .atomic)
    }
}

extension Book {
    /// A file as messages name it, to be changed on disk.
    fileprivate func writtenSource(of shown: String) -> WrittenSource? { url(of: shown).flatMap { WrittenSource($0) } }
}
