import Experiments
import Foundation

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

    /// Writes down which runs the book has, and from the closing of the archive on how its file stands.
    public func keepIndex(_ runs: some Sequence<RunSummary>) throws {
        // What was told by the index stands there already.
        guard known == nil else { return }
        file.indexed = try memo.keepIndex(runs)
    }
}
