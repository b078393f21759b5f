import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the file system says of a file; it differs after any write.
struct FileState: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let node: UInt64

    /// The state of the file at `path`, nil when there is none.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        node = UInt64(status.st_ino)
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec)
    }

    /// Whether a write-ahead log with content stands beside the database: somebody has it open, or was killed.
    static func hasLog(_ path: String) -> Bool {
        (FileState(path + "-wal")?.size ?? 0) > 0
    }
}
