import GRDB

/// Errors of the machine in accessing an archive; every case has a sentence for the user.
public enum ArchiveError: Error, Sendable, Hashable {
    /// The folder of the archive cannot be created.
    case folder(path: String, reason: String)
    /// There is no archive to read.
    case missing(path: String)
    /// The file or its folder does not allow reading or writing.
    case denied(path: String, reason: String)
    /// The disk is full; nothing of the last transaction was stored.
    case full(path: String)
    /// Another process kept the archive locked for longer than the waiting time.
    case busy(path: String)
    /// The file was made by a newer version of this program and is not changed.
    case newer(path: String, version: Int, known: Int)
    /// The file was made by an older version of this program and was opened for reading only.
    case older(path: String, version: Int, known: Int)
    /// The file is a database of another program and is not changed.
    case foreign(path: String)
    /// The file is damaged and was opened for reading only, or the damage showed after it was opened.
    case damaged(path: String, reason: String)
    /// The file is damaged, but cannot be repaired because another process has it open.
    case damagedInUse(path: String, reason: String)
    /// The file itself is incomplete: another program keeps changes in the write-ahead log, or the disk refuses them.
    case unfolded(path: String, reason: String)
    /// The file to be read is not a regular file, or is the archive itself.
    case noSource(path: String, reason: String)
    /// An export must not replace the existing file.
    case noTarget(path: String, reason: String)
    /// The user interrupted the program while it waited or worked; nothing of the last transaction was stored.
    case cancelled(path: String)
    /// A change was requested of an archive that was opened for reading only.
    case readOnly(path: String)
    /// The archive was closed before.
    case closed(path: String)
    /// Any other failure of the machine.
    case failed(path: String, reason: String)
}

extension ArchiveError: CustomStringConvertible {
    /// One sentence that names the file and what to do.
    public var description: String {
        switch self {
        case .folder(let path, let reason): "the folder \(path) cannot be made: \(reason)"
        case .missing(let path): "there is no archive at \(path); a build makes it"
        case .denied(let path, let reason): "the archive \(path) cannot be opened or written: \(reason)"
        case .full(let path): "the disk is full; the archive \(path) is as it was before the last write"
        case .busy(let path): "another process keeps the archive \(path) locked"
        case .newer(let path, let version, let known):
            "the archive \(path) has version \(version), this program knows versions up to \(known); "
                + "use the newer program or another output folder"
        case .older(let path, let version, let known):
            "the archive \(path) has version \(version), this program reads version \(known); "
                + "a build with it as its archive brings it forward"
        case .foreign(let path): "\(path) is a database of another program; choose another output folder"
        case .damaged(let path, let reason):
            "the archive \(path) is damaged: \(reason); the next build or 'cache verify' repairs it"
        case .damagedInUse(let path, let reason):
            "the archive \(path) is damaged: \(reason); another process has it open: end that one, then build again"
        case .unfolded(let path, let reason):
            "everything is stored, but \(path) alone does not hold all of it: \(reason); until the next build has put it in "
                + "order, a copy needs \(path)-wal as well"
        case .noSource(let path, let reason): "\(path) cannot be read as an archive: \(reason)"
        case .noTarget(let path, let reason): "nothing is written to \(path): \(reason)"
        case .cancelled: "stopped; what was stored stays"
        case .readOnly(let path): "the archive \(path) was opened for reading only"
        case .closed(let path): "the archive \(path) is closed"
        case .failed(let path, let reason): "the archive \(path) failed: \(reason)"
        }
    }

    /// Runs `body`, converting errors of the database, and interruptions by the user, into this type.
    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw ArchiveError(error, path: path)
        } catch is Cancelled {
            throw ArchiveError.cancelled(path: path)
        }
    }

    /// Converts an error of the database.
    init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "\(error.resultCode)"
        self =
            switch error.resultCode {
            case .SQLITE_INTERRUPT: .cancelled(path: path)
            case .SQLITE_FULL: .full(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, reason: reason)
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH: .denied(path: path, reason: reason)
            default: .failed(path: path, reason: reason)
            }
    }
}
