import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Lets one process at a time open, seal or set aside the archives of a folder.
///
/// The lock is on the folder itself, so that no further file lies about; where locks are not to be had, work goes on
/// without one, since SQLite's own locks keep the data sound and only a seal may be lost.
enum FolderLock {
    static func holding<Result>(_ folder: String, _ body: () throws -> Result) rethrows -> Result {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 {
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
        return try body()
    }
}
