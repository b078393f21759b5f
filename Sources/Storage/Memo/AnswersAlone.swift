import Foundation
import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension Memo {
    /// The kind of rows of named queries, which are needed only if the archive can be queried.
    public static let rowsOfViews = "view"

    /// Writes a compact copy to `target`, replacing an earlier copy, without results that only an archive's queries
    /// need.
    ///
    /// Throws `ArchiveError`.
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
        try Self.removeRowsOfViews(from: draft)
        guard rename(draft, target) == 0 else {
            throw ArchiveError.denied(path: target, reason: String(cString: strerror(errno)))
        }
    }

    private static func removeRowsOfViews(from path: String) throws {
        try ArchiveError.translating(path) {
            let database = try DatabaseQueue(path: path)
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "DELETE FROM stored_content WHERE kind = ?", arguments: [rowsOfViews])
                try db.execute(sql: "VACUUM")
            }
            try database.close()
        }
    }
}

extension Archive {
    /// An archive without a file, which has only the cached answers in the folder of `path`; nil when they list no
    /// runs.
    ///
    /// Anything that is not cached throws `ArchiveError.missing`.
    public static func ofAnswers(
        at path: String,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
    ) throws -> Archive? {
        let opening = Opening(path: path, isReadOnly: false, report: report, isCancelled: isCancelled)
        let answers = Opening(path: path, isReadOnly: true, report: report, isCancelled: isCancelled).memo
        defer { try? answers.close() }
        guard FileState(path) == nil, let runs = try answers.indexedRuns() else { return nil }
        let file = ArchiveFile(path: path) {
            let database = try DatabaseQueue()
            try database.write { db in try Migration.begin(db) }
            return .init(database: database, sealedState: nil)
        }
        return Archive(opening, file: file, index: ArchiveIndex(runs: runs), isOfAnswers: true)
    }
}
