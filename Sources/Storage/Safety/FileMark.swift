public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The identity and state of a file or folder as a text, which differs after any change, without reading the
/// contents.
public struct FileMark: Sendable, Hashable {
    /// Size, inode and times.
    public let text: String
    /// The time of the last change, in seconds since 1970; changes within one tick of the clock have the same time.
    public let changed: Double
    /// Whether it is a folder.
    public let isFolder: Bool

    /// The mark of the file at `path`, or of a link's target; nil when there is none.
    public init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
        let (written, altered) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (written, altered) = (status.st_mtim, status.st_ctim)
        #endif
        let times = [written.tv_sec, written.tv_nsec, altered.tv_sec, altered.tv_nsec]
        text = "\(status.st_size) \(status.st_ino) \(times.map { "\($0)" }.joined(separator: " "))"
        changed = Double(altered.tv_sec) + Double(altered.tv_nsec) / 1e9
        isFolder = status.st_mode & S_IFMT == S_IFDIR
    }

    /// The marks of a folder and everything in it, one on each line, sorted by path.
    ///
    /// Nil when there are too many files, or when a link leads to another folder, whose contents would not be
    /// examined.
    public static func listing(of folder: URL) -> (text: String, changed: Double)? {
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder.path), names.count <= limit else {
            return nil
        }
        var lines: [String] = []
        var changed = 0.0
        for name in [""] + names.sorted() {
            let path = name.isEmpty ? folder.path : folder.path + "/" + name
            guard let mark = FileMark(path) else { return nil }
            if mark.isFolder, !name.isEmpty, isLink(path) { return nil }
            lines.append("\(mark.text) \(name)\n")
            changed = max(changed, mark.changed)
        }
        return (lines.joined(), changed)
    }

    /// The maximal number of files that are examined.
    private static let limit = 20_000

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
