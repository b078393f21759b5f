public import Experiments
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
    /// The form in which runs are written down.
    private static let form = 2

    /// Writes down which runs the book has; `state` tells one set of runs from another.
    fileprivate func keepIndex(_ runs: some Sequence<RunSummary>, state: String) throws {
        let state = "\(Self.form) \(state)"
        guard try text("state") != state, let rows = TextRows.data(runs.sorted { $0.key < $1.key }.map(\.texts)) else {
            return
        }
        try keep([
            DerivedContent(kind: Self.kind, key: "runs", content: rows),
            DerivedContent(kind: Self.kind, key: "state", text: state),
        ])
    }

    /// Writes down how the file stands that has these runs, and what its other tables hold.
    func mark(_ mark: String, _ digests: [String: String]) throws {
        guard let rows = TextRows.data([["", mark]] + digests.sorted { $0.key < $1.key }.map { [$0, $1] }) else {
            return
        }
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
    fileprivate func index(of path: String) throws -> ArchiveIndex? {
        let content = try content(kind: Self.kind, key: "mark")
        guard let rows = content.flatMap({ TextRows.rows($0, width: 2) }), let mark = rows.first?[1],
            mark == ArchiveIndex.mark(of: path), let runs = try indexedRuns()
        else { return nil }
        let digests = Dictionary(rows.dropFirst().map { ($0[0], $0[1]) }) { first, _ in first }
        return ArchiveIndex(runs: runs, digests: digests, mark: mark)
    }

    private func text(_ key: String) throws -> String? {
        try content(kind: Self.kind, key: key).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Archive {
    /// The archive at `path` as its memo knows it: the file is opened, as by `open`, when something is first asked of it
    /// that the memo does not tell.
    ///
    /// Nil when the file is not the very one that the memo speaks of.
    public static func asKnown(
        at path: String,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
    ) throws -> Archive? {
        let opening = Opening(path: path, isReadOnly: false, report: report, isCancelled: isCancelled)
        let memo = Opening(path: path, isReadOnly: true, report: report, isCancelled: isCancelled).memo
        defer { try? memo.close() }
        guard let index = try memo.index(of: path) else { return nil }
        return Archive(opening, file: ArchiveFile(path: path, connect: opening.connection), index: index)
    }

    /// Writes down which runs the book has, and from the closing of the archive on how its file stands; `state` tells one
    /// set of runs from another.
    public func keepIndex(_ runs: some Sequence<RunSummary>, state: String) throws {
        try memo.keepIndex(runs, state: state)
        file.isIndexed = true
    }
}
