import Foundation

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

    /// The folders that this process has locked; only the thread that has `turn` looks at it.
    private nonisolated(unsafe) static var held: Set<String> = []
    private static let turn = NSRecursiveLock()

    /// Runs `body` while the folder is locked; throws `Cancelled`, or `ArchiveError.busy` after too long a wait.
    func holding<Result>(_ body: () throws -> Result) throws -> Result {
        Self.turn.lock()
        defer { Self.turn.unlock() }
        guard !Self.held.contains(folder) else { return try body() }
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 {
            let isFree = try patience.wait(for: "another program that has locked \(folder)", atMost: Self.limit) {
                flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK && errno != EINTR
            }
            guard isFree else { throw ArchiveError.busy(path: folder) }
        }
        Self.held.insert(folder)
        defer { Self.held.remove(folder) }
        return try body()
    }
}
