import Foundation
import Storage

/// An output file named by the user.
struct OutputFile {
    let path: String

    /// Writes a text: a regular file is replaced as a whole; a pipe or a device is written to.
    ///
    /// Replacing would remove it from the system: `/dev/null` would become a regular file.
    func write(_ text: String) throws {
        let file = URL(filePath: path).resolvingSymlinksInPath()
        var status = stat()
        guard stat(file.path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
            try WholeFile.write(Data(text.utf8), to: file)
            return
        }
        // A pipe without a reader is an error instead of an endless wait.
        let descriptor = open(file.path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault(errno, path) }
        defer { close(descriptor) }
        if let reason = Console.write(text, to: descriptor) { throw Self.fault(reason, path) }
    }

    private static func fault(_ number: Int32, _ path: String) -> any Error {
        NSError(domain: NSPOSIXErrorDomain, code: Int(number), userInfo: [NSFilePathErrorKey: path])
    }
}
