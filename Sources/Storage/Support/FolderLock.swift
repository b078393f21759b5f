import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Lets one process at a time open, seal or set aside the archives of a folder, or write the files in it.
///
/// The lock is on the folder itself, so that no further file lies about, and goes with the process; where locks are not to
/// be had, work goes on without one, since SQLite's own locks keep the data sound and only a checksum may be lost. Whoever
/// holds it may ask for it again.
struct FolderLock {
    let folder: String
    let patience: Patience

    /// Two minutes: opening takes seconds, and a process that was stopped may never go on.
    private static let limit = 120.0

    /// A folder within this process; only the thread that has its lock looks at it.
    ///
    /// Each folder has a lock of its own: whoever writes a site may wait for a thread that opens the archive.
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

    /// Runs `body` while the folder is locked; throws `Cancelled`, or `ArchiveError.busy` after too long a wait.
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
