import Foundation

/// Reads a file of a book, which must be a regular file: reading a pipe or a device might never end.
struct RegularFile {
    /// Why a file cannot be read.
    enum Refusal: Error {
        /// There is no file of that name.
        case missing
        /// The file cannot be used; the reason continues the sentence "it …".
        case unfit(String)
    }

    /// The file.
    let url: URL
    /// The maximal number of bytes that are read.
    let limit: Int

    /// The file's bytes; throws a `Refusal`.
    func data() throws -> Data {
        let file = try opened()
        do {
            return try file.readToEnd() ?? Data()
        } catch {
            throw Refusal.unfit("cannot be read: \(error.localizedDescription)")
        }
    }

    /// Opens the file for reading; throws a `Refusal`.
    func opened() throws -> FileHandle {
        try check()
        // A pipe could have replaced the file since the check; this opening does not wait for one.
        let descriptor = open(url.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refusal(errno) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Throws a `Refusal` unless it is a file that can be read.
    func check() throws {
        var status = stat()
        guard stat(url.path, &status) == 0 else {
            let reason = errno
            throw lstat(url.path, &status) == 0 && reason == ENOENT
                ? Refusal.unfit("is a link that leads nowhere") : Self.refusal(reason)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Refusal.unfit("is a folder")
        case S_IFIFO: throw Refusal.unfit("is a pipe")
        case S_IFSOCK: throw Refusal.unfit("is a socket")
        default: throw Refusal.unfit("is a device")
        }
        guard status.st_size <= limit else {
            throw Refusal.unfit("has \(status.st_size) bytes, more than the \(limit) that are read")
        }
    }

    private static func refusal(_ number: Int32) -> Refusal {
        // ENAMETOOLONG and ENOTDIR also mean that there can be no such file.
        [ENOENT, ENOTDIR, ENAMETOOLONG].contains(number)
            ? .missing : .unfit("cannot be read: " + String(cString: strerror(number)).lowercased())
    }
}
