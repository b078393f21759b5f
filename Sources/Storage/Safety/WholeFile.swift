public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes a file completely or not at all, and keeps its other properties.
///
/// A symbolic link stays, and its target is written; permissions and hard links are kept. A file without any write
/// permission is refused, even for root, whom the system would allow to write.
public enum WholeFile {
    /// Writes `data` to `file` unless it already has these contents; returns whether it was written.
    ///
    /// Throws an error of the POSIX domain that names the file.
    @discardableResult
    public static func write(_ data: Data, to file: URL) throws -> Bool {
        let path = target(of: file.path)
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw failure(status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL, path)
            }
            if (try? Data(contentsOf: URL(fileURLWithPath: path))) == data { return false }
            guard status.st_mode & 0o222 != 0 else { throw failure(EACCES, path) }
        }
        let draft = draftPath(beside: path)
        defer { unlink(draft) }
        try fill(draft, of: path, with: data, mode: isThere ? status.st_mode & 0o7777 : nil)
        if isThere, status.st_nlink > 1 {
            // A new file under this name would separate it from its hard links; writing the draft has shown that
            // there is room.
            try overwrite(path, with: data)
        } else {
            guard rename(draft, path) == 0 else { throw failure(errno, path) }
        }
        return true
    }

    /// Writes `data` to `file` if nothing exists there.
    ///
    /// Throws an error of the POSIX domain that names the file; an existing file is never changed.
    public static func create(_ data: Data, at file: URL) throws {
        let path = file.path
        let draft = draftPath(beside: path)
        defer { unlink(draft) }
        try fill(draft, of: path, with: data, mode: nil)
        if link(draft, path) == 0 { return }
        guard [EPERM, ENOTSUP, EMLINK].contains(errno) else { throw failure(errno, path) }
        // On a file system without hard links, checking and placing cannot be one step.
        var status = stat()
        guard lstat(path, &status) != 0 else { throw failure(EEXIST, path) }
        guard rename(draft, path) == 0 else { throw failure(errno, path) }
    }

    /// Removes the drafts that killed processes of this host have left in a folder.
    public static func removeDrafts(in folder: URL) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            // A cheap test first, since most names need no matching.
            guard name.hasPrefix(".spikebook-"), let match = name.prefixMatch(of: /\.spikebook-(\d+)@(.+)-\d+\.draft/),
                let process = pid_t(match.output.1), match.output.2 == LeaseHolder.hostName,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(folder.appending(path: name).path)
        }
    }

    /// A name in the same folder, so that the file can be renamed in one step; it names the process that made it.
    static func draftPath(beside path: String) -> String {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let mark = "\(getpid())@\(LeaseHolder.hostName)-\(UInt32.random(in: 0...UInt32.max))"
        return folder.appending(path: ".spikebook-\(mark).draft").path
    }

    /// The target of a symbolic link, even if it does not exist yet; any other path itself.
    private static func target(of path: String) -> String {
        var path = path
        // A circle of links never ends; opening the rest of it fails with a system error.
        for _ in 0..<40 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return path }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            path = next.hasPrefix("/") ? next : folder.appending(path: next).path
        }
        return path
    }

    private static func fill(_ draft: String, of path: String, with data: Data, mode: mode_t?) throws {
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno, path) }
        defer { close(descriptor) }
        try put(data, into: descriptor, path)
        if let mode, fchmod(descriptor, mode) != 0 { throw failure(errno, path) }
    }

    /// Overwrites a file's contents; when that fails, the previous contents are restored.
    private static func overwrite(_ path: String, with data: Data) throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, path) }
        defer { close(descriptor) }
        do {
            try put(data, into: descriptor, path)
        } catch {
            lseek(descriptor, 0, SEEK_SET)
            try put(before, into: descriptor, path)
            throw error
        }
    }

    private static func put(_ data: Data, into descriptor: Int32, _ path: String) throws {
        try data.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = systemWrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(errno, path) }
                done += count
            }
        }
        guard ftruncate(descriptor, off_t(data.count)) == 0 else { throw failure(errno, path) }
    }

    private static func failure(_ code: Int32, _ path: String) -> NSError {
        NSError(domain: NSPOSIXErrorDomain, code: Int(code), userInfo: [NSFilePathErrorKey: path])
    }
}

/// The system's `write`, which the method of that name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
