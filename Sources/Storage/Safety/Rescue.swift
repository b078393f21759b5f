import Foundation
import GRDB

/// Replaces a damaged archive by a new one with its intact contents, and keeps the damaged file under another name.
///
/// The new archive is created beside the damaged one, which is renamed only when everything readable has been copied.
/// If the machine fails before that, nothing has changed.
struct Rescue {
    private let opening: Opening
    private let damage: DamagedFile

    init(of opening: Opening, from damage: DamagedFile) {
        self.opening = opening
        self.damage = damage
    }

    private var path: String { opening.path }

    /// The connection to the new archive; the folder must be locked.
    func connection() throws -> ArchiveFile.Connection {
        let file = DatabaseFile(path)
        guard file?.lock() != .others else { throw ArchiveError.damagedInUse(path: path, reason: damage.reason) }
        let draft = WholeFile.draftPath(beside: path)
        defer { for end in ["", "-wal", "-shm", ".seal"] { try? FileManager.default.removeItem(atPath: draft + end) } }
        let rescued = try fill(draft)
        let moved = try setAside()
        guard rename(draft, path) == 0 else {
            throw ArchiveError.denied(path: path, reason: String(cString: strerror(errno)))
        }
        opening.report(.setAside(path: path, movedTo: moved, reason: damage.reason, rescuedRuns: rescued))
        return try opening.connect()
    }

    /// Creates the new archive with the intact runs of the damaged one; returns their number.
    private func fill(_ draft: String) throws -> Int {
        let silent = Opening(path: draft, isReadOnly: false, report: { _ in }, isCancelled: opening.isCancelled)
        let archive = Archive(silent, file: ArchiveFile(path: draft, connect: silent.connect))
        // The file must exist even if nothing can be copied into it.
        _ = try archive.file.database()
        do {
            let rescued = try Merge(into: archive).runs(from: path, isDamaged: true).added
            try archive.close()
            return rescued
        } catch is DamagedFile {
            try archive.close()
            return 0
        } catch is Cancelled {
            throw Cancelled()
        } catch {
            let reason = "it is damaged (\(damage.reason)), and its sound runs could not be copied into a new one: "
            throw ArchiveError.failed(path: path, reason: reason + "\(error.localizedDescription); nothing was changed")
        }
    }

    /// Renames the damaged file and its write-ahead log to the first free name, and returns that.
    private func setAside() throws -> String {
        let files = FileManager.default
        let target = DamagedFile.freeName(for: path)
        do {
            try files.moveItem(atPath: path, toPath: target)
            // The log contains what was not yet written into the database, and is named after it.
            if files.fileExists(atPath: path + "-wal") {
                try? files.removeItem(atPath: target + "-wal")
                try files.moveItem(atPath: path + "-wal", toPath: target + "-wal")
            }
            try? files.removeItem(atPath: path + "-shm")
            Seal.remove(beside: path)
        } catch {
            throw ArchiveError.denied(path: path, reason: error.localizedDescription)
        }
        return target
    }
}
