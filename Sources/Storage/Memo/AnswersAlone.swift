import Foundation
import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The runs of a book as its memo lists them, so that answers can be used where the archive itself is not.
extension Memo {
    private static let index = (kind: "index", key: "runs")

    /// Writes down which runs the book has; `state` tells one set of runs from another.
    public func keepIndex(_ runs: some Sequence<RunSummary>, state: String) throws {
        let known = try content(kind: Self.index.kind, key: "state").map { String(decoding: $0, as: UTF8.self) }
        guard known != state else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let content = try encoder.encode(runs.sorted { $0.key < $1.key })
        try keep([
            DerivedContent(kind: Self.index.kind, key: Self.index.key, content: content),
            DerivedContent(kind: Self.index.kind, key: "state", text: state),
        ])
    }

    /// The runs; nil where none were written down.
    func runs() throws -> [RunSummary]? {
        try content(kind: Self.index.kind, key: Self.index.key).flatMap { data in
            try? JSONDecoder().decode([RunSummary].self, from: data)
        }
    }

    /// Writes a compact copy to `target`, in place of a copy that is there; throws `ArchiveError`.
    public func export(to target: String) throws {
        if FileState(target) != nil {
            let there = Memo(path: target, isReadOnly: true, patience: patience, report: { _ in })
            defer { try? there.close() }
            guard try there.read({ _ in true }) == true else {
                throw ArchiveError.noTarget(path: target, reason: "there is a file of another kind")
            }
        }
        let draft = WholeFile.draftPath(beside: target)
        defer { try? FileManager.default.removeItem(atPath: draft) }
        try vacuum(into: draft)
        guard rename(draft, target) == 0 else {
            throw ArchiveError.denied(path: target, reason: String(cString: strerror(errno)))
        }
    }
}

extension Archive {
    /// The archive of a book of which only the answers are there, in the folder of `path`; nil where they list no runs.
    ///
    /// What is not among the answers cannot be asked: `ArchiveError.missing`.
    public static func ofAnswers(
        at path: String,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
    ) throws -> Archive? {
        let opening = Opening(path: path, isReadOnly: false, report: report, isCancelled: isCancelled)
        let answers = Opening(path: path, isReadOnly: true, report: report, isCancelled: isCancelled).memo
        defer { try? answers.close() }
        guard FileState(path) == nil, let runs = try answers.runs() else { return nil }
        let database = try DatabaseQueue()
        try database.write { db in try Migration.bring(db, from: 0) }
        let index = Dictionary(runs.map { ($0.key, $0) }) { first, _ in first }
        return Archive(opening, database: database, sealedState: nil, index: index)
    }
}
