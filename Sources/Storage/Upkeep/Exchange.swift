import Experiments
import Foundation
import GRDB

/// What an import did.
public struct ImportReport: Sendable, Hashable {
    /// Runs that were not known before.
    public var added: Int
    /// Runs that were stored already.
    public var known: Int
    /// Runs that were unsound and left out.
    public var leftOut: Int
    /// Derived results that were not known before.
    public var contents: Int
}

extension Archive {
    /// Copies the sound runs and derived results of the archive at `source`, which is not touched.
    ///
    /// Every run's checksum is verified first; each unsound one is left out and reported.
    public func importArchive(from source: String) throws -> ImportReport {
        guard !isReadOnly else { throw ArchiveError.readOnly(path: path) }
        guard FileState(source) != nil else { throw ArchiveError.missing(path: source) }
        do {
            let outcome = try Merge(into: self).runs(from: source)
            for run in outcome.leftOut { report(.leftOut(key: run.key, reason: run.reason)) }
            return ImportReport(
                added: outcome.added,
                known: outcome.known,
                leftOut: outcome.leftOut.count,
                contents: outcome.contents
            )
        } catch let damage as DamagedFile {
            throw ArchiveError.damaged(path: source, reason: damage.reason)
        } catch let error as DatabaseError {
            throw ArchiveError(error, path: source)
        } catch let error as CocoaError {
            throw ArchiveError.failed(path: source, reason: error.localizedDescription)
        }
    }

    /// Writes a compact copy of the archive, sealed, to `target`, in place of what is there.
    ///
    /// The copy appears under its name only when it is whole; leases are not copied.
    public func export(to target: String) throws {
        guard !FileState.hasLog(target) else { throw ArchiveError.busy(path: target) }
        let files = FileManager.default
        let folder = URL(fileURLWithPath: target).deletingLastPathComponent()
        let draft = folder.appending(path: ".\(UUID().uuidString).sqlite").path
        defer { try? files.removeItem(atPath: draft) }
        do {
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            guard session.isOpen else { throw ArchiveError.closed(path: path) }
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [draft])
            }
            let copy = try Opening.queue(draft, readOnly: false)
            try copy.writeWithoutTransaction { db in
                // A sound copy of an older file is one file without a log.
                try db.execute(sql: "PRAGMA journal_mode = DELETE; DELETE FROM lease")
            }
            try copy.close()
            Seal.remove(beside: target)
            _ = try files.replaceItem(draft, with: target)
            try Seal(of: target).write(beside: target)
        } catch let error as DatabaseError {
            throw ArchiveError(error, path: target)
        } catch let error as CocoaError {
            throw ArchiveError.denied(path: target, reason: error.localizedDescription)
        }
    }
}

extension FileManager {
    /// Gives the file `source` the name `target`, in one step of the file system.
    fileprivate func replaceItem(_ source: String, with target: String) throws {
        guard rename(source, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
