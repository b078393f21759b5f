import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Allows one process at a time to open, close or rename the archives of a folder, or to write the files in it.
///
/// The lock is on the folder itself, so it needs no further file and ends with the process. If locks are not
/// available, work continues without one: SQLite's own locks protect the data, and only a checksum file may be lost.
/// The holder may acquire it again.
struct FolderLock {
    let folder: String
    let patience: Patience

    /// Two minutes, since opening takes seconds, and a stopped process may never continue.
    private static let limit = 120.0

    /// A folder within this process, used only by the thread that holds its lock.
    ///
    /// Each folder has its own lock, since a thread that writes a site may wait for one that opens the archive.
    private final class Place: @unchecked Sendable {
        let turn = NSRecursiveLock()
        var isHeld = false
    }

    private static let places = Mutex<[String: Place]>([:])

    private var place: Place {
        Self.places.withLock { places in
            let place = places[folder] ?? Place()
            places[folder] = place
            return place
        }
    }

    /// Runs `body` while the folder is locked; throws `Cancelled`, or `ArchiveError.busy` after a long wait.
    func holding<Result>(_ body: () throws -> Result) throws -> Result {
        let place = place
        place.turn.lock()
        defer { place.turn.unlock() }
        guard !place.isHeld else { return try body() }
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 {
            let isFree = try patience.wait(for: "another program that has locked \(folder)", atMost: Self.limit) {
                flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK && errno != EINTR
            }
            guard isFree else { throw ArchiveError.busy(path: folder) }
        }
        place.isHeld = true
        defer { place.isHeld = false }
        return try body()
    }
}
