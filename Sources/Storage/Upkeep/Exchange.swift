import Experiments
import Foundation
import GRDB

extension Archive {
    /// Copies the intact runs, with their analyses, from the archive at `source`, which is not changed.
    ///
    /// The checksum of every run is verified first; damaged runs are left out and reported. From a damaged file, such
    /// as one that was renamed, everything readable is copied.
    public func importArchive(from source: String) throws -> ImportReport {
        guard !isReadOnly else { throw ArchiveError.readOnly(path: path) }
        let outcome = try ArchiveError.translating(source) { try merge(from: source) }
        for run in outcome.leftOut { report(.leftOut(key: run.key, reason: run.reason)) }
        try pack(afterMaking: outcome.added)
        return ImportReport(
            added: outcome.added,
            known: outcome.known,
            leftOut: outcome.leftOut.count,
            analyses: outcome.analyses
        )
    }

    private func merge(from source: String) throws -> Merge.Outcome {
        do {
            return try Merge(into: self).runs(from: source)
        } catch let damage as DamagedFile {
            guard let outcome = try? Merge(into: self).runs(from: source, isDamaged: true),
                outcome.added + outcome.known + outcome.leftOut.count > 0
            else { throw ArchiveError.damaged(path: source, reason: damage.reason) }
            report(.readDamaged(path: source, reason: damage.reason))
            return outcome
        } catch let error as CocoaError {
            throw ArchiveError.failed(path: source, reason: error.localizedDescription)
        }
    }

    /// Writes a compact copy of the archive, with its checksum file, to `target`, replacing an existing archive.
    ///
    /// The copy gets its name only when it is complete; leases are not copied.
    public func export(to target: String) throws {
        try checkTarget(target)
        let files = FileManager.default
        let folder = URL(fileURLWithPath: target).deletingLastPathComponent()
        let draft = WholeFile.draftPath(beside: target)
        defer { try? files.removeItem(atPath: draft) }
        do {
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            try file.database().writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [draft])
            }
            let copy = try DatabaseQueue(path: draft)
            try copy.writeWithoutTransaction { db in
                // Even a copy of an older file must be a single file without a write-ahead log.
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

extension Archive {
    /// Checks that an export replaces nothing but another archive that is not in use.
    private func checkTarget(_ target: String) throws {
        guard let state = FileState(target) else { return }
        guard state.isRegular else { throw ArchiveError.noTarget(path: target, reason: "it is no file") }
        if let own = FileState(path), own.isSameFile(as: state) {
            throw ArchiveError.noTarget(path: target, reason: "it is the archive itself")
        }
        guard !FileState.hasLog(target), !DatabaseFile.isInUse(target) else { throw ArchiveError.busy(path: target) }
        guard state.size == 0 || DatabaseFile.headerFault(target) == nil else {
            throw ArchiveError.noTarget(path: target, reason: "there is a file of another kind")
        }
    }
}

extension FileManager {
    /// Renames the file `source` to `target` in one step of the file system.
    fileprivate func replaceItem(_ source: String, with target: String) throws {
        guard rename(source, target) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: target])
        }
    }
}
