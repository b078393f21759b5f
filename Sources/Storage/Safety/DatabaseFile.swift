import Foundation
import GRDBSQLite

/// A database's file, opened through SQLite's own file layer and never in another way.
///
/// A process that opens a file once more and closes it loses all its POSIX locks on that file, SQLite's among them, and
/// then another process deletes the write-ahead log under it (sqlite.org/howtocorrupt.html, section 2.2). SQLite's layer
/// keeps such a descriptor until the locks are given up.
final class DatabaseFile {
    /// Who else has a file open.
    enum Use {
        case nobodyElse, others
        /// The file allows no locks, since it may only be read.
        case unknown
    }

    private let file: UnsafeMutablePointer<sqlite3_file>
    private let memory: UnsafeMutableRawPointer
    private let name: sqlite3_filename

    /// Opens the file at `path`; nil when there is none, or it may not be read.
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

    /// The file's full name in the form that SQLite's layer wants.
    private static func name(of path: String, _ layer: UnsafeMutablePointer<sqlite3_vfs>) -> sqlite3_filename? {
        var full = [CChar](repeating: 0, count: Int(layer.pointee.mxPathname) + 1)
        guard layer.pointee.xFullPathname(layer, path, Int32(full.count), &full) & 0xff == SQLITE_OK else { return nil }
        return sqlite3_create_filename(full, "", "", 0, nil)
    }

    /// Its size in bytes; nil when that cannot be told.
    var size: Int? {
        var size: sqlite3_int64 = 0
        return file.pointee.pMethods.pointee.xFileSize(file, &size) == SQLITE_OK ? Int(size) : nil
    }

    /// Fills a buffer from the bytes at an offset; false when there are not that many.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
        let count = Int32(buffer.count)
        return file.pointee.pMethods.pointee.xRead(file, buffer.baseAddress, count, Int64(offset)) == SQLITE_OK
    }

    /// Writes all its bytes to a new file; throws an error of the system's that names it.
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

    /// Keeps everybody else from opening the file until this object goes, if nobody has it open: every connection to a
    /// database with a write-ahead log holds a shared lock for as long as it lives.
    func lock() -> Use {
        let methods = file.pointee.pMethods.pointee
        let shared = methods.xLock(file, SQLITE_LOCK_SHARED)
        guard shared == SQLITE_OK else { return shared & 0xff == SQLITE_BUSY ? .others : .unknown }
        let exclusive = methods.xLock(file, SQLITE_LOCK_EXCLUSIVE)
        guard exclusive != SQLITE_OK else { return .nobodyElse }
        _ = methods.xUnlock(file, SQLITE_LOCK_NONE)
        return exclusive & 0xff == SQLITE_BUSY ? .others : .unknown
    }

    /// Whether anybody else has the file at `path` open just now.
    static func isInUse(_ path: String) -> Bool {
        DatabaseFile(path)?.lock() == .others
    }
}

extension DatabaseFile {
    /// The address by which SQLite reads a file without any lock, log or index beside it.
    static func immutable(_ path: String) -> String {
        let full = URL(fileURLWithPath: path).path
        let escaped = full.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? full
        return "file:" + escaped + "?immutable=1"
    }

    /// What is wrong with the header of the file at `path`; nil when nothing is, or there is no such file.
    ///
    /// SQLite itself says of some flipped bytes only that it cannot write, or does not know the format.
    static func headerFault(_ path: String) -> String? {
        // All of a young database may still be in its log.
        guard let file = DatabaseFile(path), let size = file.size, size > 0 || !FileState.hasLog(path) else {
            return nil
        }
        guard let header = file.header else { return DatabaseHeader.foreign }
        return header.fault
    }

    /// The bytes at the beginning by which SQLite knows a database; nil when there are fewer.
    var header: DatabaseHeader? {
        var bytes = [UInt8](repeating: 0, count: DatabaseHeader.size)
        return bytes.withUnsafeMutableBytes { read(into: $0, at: 0) } ? DatabaseHeader(bytes: bytes) : nil
    }
}
