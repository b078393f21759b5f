import Experiments
import Foundation

/// What the memo tells of an archive, so that a build which needs no more of it need not open the file.
struct ArchiveIndex: Sendable {
    /// The book's runs.
    var runs: [RunKey: RunSummary]
    /// The digests of the tables that mirror the book.
    var digests: [String: String] = [:]
    /// What the file system and the seal said of the file of which this is true.
    var mark = ""

    /// What the file system and the seal say of the file at `path`; nil where that does not tell all.
    static func mark(of path: String) -> String? {
        guard !FileState.hasLog(path), let seal = Seal(beside: path), let file = FileMark(path) else { return nil }
        return "\(file.text) \(seal.digest)"
    }
}

extension Memo {
    private static let kind = "index"

    /// Writes down which runs the book has; gives a digest of what was written.
    func keepIndex(_ runs: some Sequence<RunSummary>) throws -> String? {
        guard let rows = TextRows.data(runs.sorted { $0.key < $1.key }.map(\.texts)) else { return nil }
        try keep([DerivedContent(kind: Self.kind, key: "runs", content: rows)])
        return Self.digest(of: rows)
    }

    private static func digest(of rows: Data) -> String { rows.withUnsafeBytes { Digest.sha256($0) } }

    /// Writes down how the file stands that has the runs of a digest, and what its other tables hold.
    func mark(_ mark: String, runs: String, _ digests: [String: String]) throws {
        let tables = digests.sorted { $0.key < $1.key }.map { [$0, $1] }
        guard let rows = TextRows.data([["file", mark], ["runs", runs]] + tables) else { return }
        try keep([DerivedContent(kind: Self.kind, key: "mark", content: rows)])
    }

    /// The book's runs; nil where they were not written down.
    func indexedRuns() throws -> [RunKey: RunSummary]? {
        let content = try content(kind: Self.kind, key: "runs")
        guard let rows = content.flatMap({ TextRows.rows($0, width: RunSummary.width) }) else { return nil }
        let runs = rows.compactMap(RunSummary.init)
        guard runs.count == rows.count else { return nil }
        return Dictionary(runs.map { ($0.key, $0) }) { first, _ in first }
    }

    /// What is known of the archive at `path`; nil unless it is the very file of which that was written down.
    func index(of path: String) throws -> ArchiveIndex? {
        let content = try content(kind: Self.kind, key: "mark")
        guard let rows = content.flatMap({ TextRows.rows($0, width: 2) }), rows.count >= 2,
            rows[0][1] == ArchiveIndex.mark(of: path),
            // Another version of the book may have written down its own runs since.
            try self.content(kind: Self.kind, key: "runs").map(Self.digest) == rows[1][1], let runs = try indexedRuns()
        else { return nil }
        let digests = Dictionary(rows.dropFirst(2).map { ($0[0], $0[1]) }) { first, _ in first }
        return ArchiveIndex(runs: runs, digests: digests, mark: rows[0][1])
    }
}
