import Experiments
import Foundation

extension Archive {
    /// The archive at `path` as its memo describes it; the file is opened only when something else is asked.
    ///
    /// Nil when the file is not exactly the one that the memo describes.
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

    /// Caches the list of the book's runs, and, when the archive is closed, the mark of its file.
    public func keepIndex(_ runs: some Sequence<RunSummary>) throws {
        // What came from the index is already stored there.
        guard known == nil else { return }
        file.indexed = try memo.keepIndex(runs)
    }
}
