import Experiments
import Foundation

/// The memo's description of an archive, with which a build may not need to open the file.
struct ArchiveIndex: Sendable {
    /// The book's runs.
    var runs: [RunKey: RunSummary]
    /// The digests of the tables that mirror the book.
    var digests: [String: String] = [:]
    /// The mark of the file that this describes.
    var mark = ""

    /// The mark of the file at `path`: size, times, inode and the digest in its checksum file; nil when these do not
    /// identify its contents.
    static func mark(of path: String) -> String? {
        guard !FileState.hasLog(path), let seal = Seal(beside: path), let file = FileMark(path) else { return nil }
        return "\(file.text) \(seal.digest)"
    }
}

extension Memo {
    private static let kind = "index"

    /// Caches the list of the book's runs; returns a digest of what was written.
    func keepIndex(_ runs: some Sequence<RunSummary>) throws -> String? {
        guard let rows = TextRows.data(runs.sorted { $0.key < $1.key }.map(\.texts)) else { return nil }
        try keep([DerivedContent(kind: Self.kind, key: "runs", content: rows)])
        return Self.digest(of: rows)
    }

    private static func digest(of rows: Data) -> String { rows.withUnsafeBytes { Digest.sha256($0) } }

    /// Caches the mark of the file that contains the runs of a digest, and the digests of its other tables.
    func mark(_ mark: String, runs: String, _ digests: [String: String]) throws {
        let tables = digests.sorted { $0.key < $1.key }.map { [$0, $1] }
        guard let rows = TextRows.data([["file", mark], ["runs", runs]] + tables) else { return }
        try keep([DerivedContent(kind: Self.kind, key: "mark", content: rows)])
    }

    /// The cached list of the book's runs; nil when there is none.
    func indexedRuns() throws -> [RunKey: RunSummary]? {
        let content = try content(kind: Self.kind, key: "runs")
        guard let rows = content.flatMap({ TextRows.rows($0, width: RunSummary.width) }) else { return nil }
        let runs = rows.compactMap(RunSummary.init)
        guard runs.count == rows.count else { return nil }
        return Dictionary(runs.map { ($0.key, $0) }) { first, _ in first }
    }

    /// The description of the archive at `path`; nil unless it was written for exactly this file.
    func index(of path: String) throws -> ArchiveIndex? {
        let content = try content(kind: Self.kind, key: "mark")
        guard let rows = content.flatMap({ TextRows.rows($0, width: 2) }), rows.count >= 2,
            rows[0][1] == ArchiveIndex.mark(of: path),
            // Another version of the book may have cached its own list since.
            try self.content(kind: Self.kind, key: "runs").map(Self.digest) == rows[1][1], let runs = try indexedRuns()
        else { return nil }
        let digests = Dictionary(rows.dropFirst(2).map { ($0[0], $0[1]) }) { first, _ in first }
        return ArchiveIndex(runs: runs, digests: digests, mark: rows[0][1])
    }
}
