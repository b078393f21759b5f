import CMinizip
import Foundation

/// A ZIP file made of texts, with the same bytes for the same texts.
enum ZipFile {
    /// Thrown when the file cannot be made, as on a full disk.
    struct Failure: Error, CustomStringConvertible {
        var code: Int32
        var description: String { "the ZIP file of all tables could not be written (minizip's code \(code))" }
    }

    /// The bytes of a file that holds others, by path.
    static func data(of files: [String: Data]) throws -> Data {
        let draft = FileManager.default.temporaryDirectory.appending(path: "spikebook-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: draft) }
        guard let zip = zipOpen64(draft.path, APPEND_STATUS_CREATE) else { throw Failure(code: ZIP_ERRNO) }
        do {
            for (path, data) in files.sorted(by: { $0.key < $1.key }) { try add(data, as: path, to: zip) }
        } catch {
            zipClose(zip, nil)
            throw error
        }
        try check(zipClose(zip, nil))
        return try Data(contentsOf: draft)
    }

    private static func add(_ data: Data, as path: String, to zip: zipFile) throws {
        var entry = zip_fileinfo()
        // The earliest time that the format knows: 1 January 1980. Times of the day would change the bytes.
        entry.dosDate = 1 << 21 | 1 << 16
        let (deflated, level): (Int32, Int32) = (8, 6)
        try check(zipOpenNewFileInZip64(zip, path, &entry, nil, 0, nil, 0, nil, deflated, level, 0))
        try data.withUnsafeBytes { try check(zipWriteInFileInZip(zip, $0.baseAddress, UInt32($0.count))) }
        try check(zipCloseFileInZip(zip))
    }

    private static func check(_ code: Int32) throws {
        guard code == ZIP_OK else { throw Failure(code: code) }
    }
}
