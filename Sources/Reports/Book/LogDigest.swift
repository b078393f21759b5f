import Experiments
import Foundation
import Logs

/// The digest of a training log, which is read in pieces because it may be larger than the memory.
struct LogDigest {
    /// The digest of a file's bytes, or of the paths and bytes of all files in a folder except hidden ones.
    let text: String

    /// The maximal size of a log in bytes.
    private static let limit = 1 << 50
    /// The number of bytes read at a time.
    private static let piece = 1 << 20

    /// Computes the digest of the file or folder at `place`; throws a `RegularFile.Refusal`.
    init(of place: URL) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue {
            text = try Self.digest(ofFolder: place)
        } else {
            text = try Self.digest(ofFile: place)
        }
    }

    private static func digest(ofFolder folder: URL) throws -> String {
        let lines = try LogFiles.names(below: folder.path).sorted().map { path in
            "\(path) \(try digest(ofFile: folder.appending(path: path)))"
        }
        return Digest.sha256(lines.joined(separator: "\n"))
    }

    private static func digest(ofFile file: URL) throws -> String {
        let handle = try RegularFile(url: file, limit: limit).opened()
        do {
            return try Digest.sha256 { try [UInt8](handle.read(upToCount: piece) ?? Data()) }
        } catch {
            throw RegularFile.Refusal.unfit("cannot be read: \(error.localizedDescription)")
        }
    }
}
