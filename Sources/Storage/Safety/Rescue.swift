import Foundation
import GRDB

/// Begins an archive anew with what is sound in a damaged file, and keeps that file under another name.
///
/// The new archive is made beside the damaged one, which is renamed only when all that can be read of it has been taken
/// over: when the machine fails meanwhile, everything is as it was.
struct Rescue {
    private let opening: Opening
    private let damage: DamagedFile

    init(of opening: Opening, from damage: DamagedFile) {
        self.opening = opening
        self.damage = damage
    }

    private var path: String { opening.path }

    /// The new archive's; the folder must be locked.
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

    /// Makes the new archive with the sound runs of the damaged one; gives how many there are.
    private func fill(_ draft: String) throws -> Int {
        let silent = Opening(path: draft, isReadOnly: false, report: { _ in }, isCancelled: opening.isCancelled)
        let archive = Archive(silent, file: ArchiveFile(path: draft, connect: silent.connect))
        // It is to be there even when nothing can be put into it.
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

    /// Renames the damaged file and its log to the first free name, which is given.
    private func setAside() throws -> String {
        let files = FileManager.default
        let target = DamagedFile.freeName(for: path)
        do {
            try files.moveItem(atPath: path, toPath: target)
            // The log holds what was not yet written into the database, and goes by the database's name.
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
