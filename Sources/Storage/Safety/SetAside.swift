import Foundation

/// Renames a damaged database, with what belongs to it, to the first free name.
struct SetAside {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Gives the new name.
    func move() throws -> String {
        let files = FileManager.default
        let free = (1...).lazy.map { "\(path).damaged-\($0)" }.first { !files.fileExists(atPath: $0) }
        guard let target = free else { return path }
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
