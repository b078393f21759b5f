public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the file system says of a file or a folder, as a text: another one after any change, without reading what is in it.
public struct FileMark: Sendable, Hashable {
    /// Size, times and number.
    public let text: String
    /// When it was last changed, in seconds since 1970; what is written within one tick of the clock has one time.
    public let changed: Double
    /// Whether it is a folder.
    public let isFolder: Bool

    /// The mark of what is at `path`, of what a link leads to; nil when there is nothing.
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

    /// The marks of a folder and of all that is in it, a line each in the order of their paths; nil when there is too much,
    /// or a link leads to another folder, whose content would not be looked at.
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

    /// The most files that are looked at.
    private static let limit = 20_000

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
