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
    /// The kind of rows of named queries, which are of use only where the archive is to be asked.
    public static let rowsOfViews = "view"

    /// Writes a compact copy to `target`, in place of a copy that is there, without what only an archive's queries use;
    /// throws `ArchiveError`.
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
        guard FileState(path) == nil, let runs = try answers.indexedRuns() else { return nil }
        let file = ArchiveFile(path: path) {
            let database = try DatabaseQueue()
            try database.write { db in try Migration.begin(db) }
            return .init(database: database, sealedState: nil)
        }
        return Archive(opening, file: file, index: ArchiveIndex(runs: runs), isOfAnswers: true)
    }
}
