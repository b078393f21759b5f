import Foundation

/// Reads files of a book, which must be plain files: a pipe would be waited for, a device read, without an end.
struct RegularFile {
    /// Why a file cannot be read.
    enum Refusal: Error {
        /// There is none of that name.
        case missing
        /// There is one; what is wrong with it continues the sentence "it …".
        case unfit(String)
    }

    /// The file.
    let url: URL
    /// The most bytes that are read.
    let limit: Int

    /// Its bytes; throws a `Refusal`.
    func data() throws -> Data {
        let file = try opened()
        do {
            return try file.readToEnd() ?? Data()
        } catch {
            throw Refusal.unfit("cannot be read: \(error.localizedDescription)")
        }
    }

    /// The file opened to be read; throws a `Refusal`.
    func opened() throws -> FileHandle {
        try check()
        // Between the look and the opening a pipe could have taken the file's place.
        let descriptor = open(url.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refusal(errno) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Throws a `Refusal` when it is not a file that could be read.
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
        // A name too long and a folder that is a file name nothing that could be there.
        [ENOENT, ENOTDIR, ENAMETOOLONG].contains(number)
            ? .missing : .unfit("cannot be read: " + String(cString: strerror(number)).lowercased())
    }
}
