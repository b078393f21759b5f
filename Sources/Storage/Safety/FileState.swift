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
    private let device: UInt64
    /// Whether it is a file with content, and no folder, pipe or device.
    let isRegular: Bool

    /// The state of the file at `path`, nil when there is none.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        node = UInt64(status.st_ino)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec)
    }

    /// Whether both are states of one file, though it may go by two names.
    func isSameFile(as other: FileState) -> Bool { node == other.node && device == other.device }

    /// Whether a write-ahead log with content stands beside the database: somebody has it open, or was killed.
    static func hasLog(_ path: String) -> Bool {
        (FileState(path + "-wal")?.size ?? 0) > 0
    }
}
