import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The identity and state of a file according to the file system; it differs after any write.
struct FileState: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let node: UInt64
    private let device: UInt64
    /// Whether it is a regular file.
    let isRegular: Bool

    /// The state of the file at `path`; nil when there is none.
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

    /// Whether both are states of one file, which may have two names.
    func isSameFile(as other: FileState) -> Bool { node == other.node && device == other.device }

    /// Whether there is a non-empty write-ahead log beside the database: a process has it open, or was killed.
    static func hasLog(_ path: String) -> Bool {
        (FileState(path + "-wal")?.size ?? 0) > 0
    }
}
