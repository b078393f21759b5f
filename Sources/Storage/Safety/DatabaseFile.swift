import Foundation
import GRDBSQLite

/// A database's file, opened only through SQLite's own file layer.
///
/// A process that opens the file in another way and closes it loses all its POSIX locks on that file, including
/// SQLite's. Another process may then delete the write-ahead log that is still in use (sqlite.org/howtocorrupt.html,
/// section 2.2). SQLite's layer keeps such a descriptor open until the locks are released.
final class DatabaseFile {
    /// Whether other processes have a file open.
    enum Use {
        case nobodyElse, others
        /// The file cannot be locked, since it is read-only.
        case unknown
    }

    private let file: UnsafeMutablePointer<sqlite3_file>
    private let memory: UnsafeMutableRawPointer
    private let name: sqlite3_filename

    /// Opens the file at `path`; nil when there is none, or it cannot be read.
    init?(_ path: String) {
        guard let layer = sqlite3_vfs_find(nil), let name = Self.name(of: path, layer) else { return nil }
        let size = Int(layer.pointee.szOsFile)
        memory = .allocate(byteCount: size, alignment: 16)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        file = memory.bindMemory(to: sqlite3_file.self, capacity: 1)
        self.name = name
        guard layer.pointee.xOpen(layer, name, file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, nil) == SQLITE_OK
        else { return nil }
    }

    deinit {
        if file.pointee.pMethods != nil { _ = file.pointee.pMethods.pointee.xClose(file) }
        memory.deallocate()
        sqlite3_free_filename(name)
    }

    /// The file's full name in the form required by SQLite's layer.
    private static func name(of path: String, _ layer: UnsafeMutablePointer<sqlite3_vfs>) -> sqlite3_filename? {
        var full = [CChar](repeating: 0, count: Int(layer.pointee.mxPathname) + 1)
        guard layer.pointee.xFullPathname(layer, path, Int32(full.count), &full) & 0xff == SQLITE_OK else { return nil }
        return sqlite3_create_filename(full, "", "", 0, nil)
    }

    /// Its size in bytes; nil when that cannot be determined.
    var size: Int? {
        var size: sqlite3_int64 = 0
        return file.pointee.pMethods.pointee.xFileSize(file, &size) == SQLITE_OK ? Int(size) : nil
    }

    /// Fills a buffer from the bytes at an offset; returns false when there are not enough.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
        let count = Int32(buffer.count)
        return file.pointee.pMethods.pointee.xRead(file, buffer.baseAddress, count, Int64(offset)) == SQLITE_OK
    }

    /// Copies all its bytes to a new file; throws a system error that names the file.
    func copy(to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let size else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        let target = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? target.close() }
        var part = [UInt8](repeating: 0, count: 1 << 20)
        for offset in stride(from: 0, to: size, by: part.count) {
            let count = min(part.count, size - offset)
            let isRead = part.withUnsafeMutableBytes {
                read(into: UnsafeMutableRawBufferPointer(rebasing: $0[0..<count]), at: offset)
            }
            guard isRead else { throw CocoaError(.fileReadUnknown, userInfo: [NSFilePathErrorKey: path]) }
            try target.write(contentsOf: part[0..<count])
        }
    }

    /// Prevents others from opening the file until this object is released, if nobody has it open.
    ///
    /// Every connection to a database in WAL mode holds a shared lock as long as it exists.
    func lock() -> Use {
        let methods = file.pointee.pMethods.pointee
        let shared = methods.xLock(file, SQLITE_LOCK_SHARED)
        guard shared == SQLITE_OK else { return shared & 0xff == SQLITE_BUSY ? .others : .unknown }
        let exclusive = methods.xLock(file, SQLITE_LOCK_EXCLUSIVE)
        guard exclusive != SQLITE_OK else { return .nobodyElse }
        _ = methods.xUnlock(file, SQLITE_LOCK_NONE)
        return exclusive & 0xff == SQLITE_BUSY ? .others : .unknown
    }

    /// Whether another process has the file at `path` open.
    static func isInUse(_ path: String) -> Bool {
        DatabaseFile(path)?.lock() == .others
    }
}

extension DatabaseFile {
    /// The address with which SQLite reads a file without locks, write-ahead log and index.
    static func immutable(_ path: String) -> String {
        let full = URL(fileURLWithPath: path).path
        let escaped = full.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? full
        return "file:" + escaped + "?immutable=1"
    }

    /// The fault in the header of the file at `path`; nil when there is none, or no such file.
    ///
    /// For some flipped bytes, SQLite itself reports only that it cannot write or does not know the format.
    static func headerFault(_ path: String) -> String? {
        // The whole content of a new database may still be in its write-ahead log.
        guard let file = DatabaseFile(path), let size = file.size, size > 0 || !FileState.hasLog(path) else {
            return nil
        }
        guard let header = file.header else { return DatabaseHeader.foreign }
        return header.fault
    }

    /// The header at the beginning of the file; nil when the file is too short.
    var header: DatabaseHeader? {
        var bytes = [UInt8](repeating: 0, count: DatabaseHeader.size)
        return bytes.withUnsafeMutableBytes { read(into: $0, at: 0) } ? DatabaseHeader(bytes: bytes) : nil
    }
}
