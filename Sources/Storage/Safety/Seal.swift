import Dispatch
import Experiments
import Foundation
import Synchronization

/// The contents of the checksum file: size and digest of the archive as the last process closed it.
///
/// The digest is SHA-256 over the digests of the file's parts, so that all cores can work on it.
struct Seal: Equatable {
    let size: Int
    let digest: String

    private static let heading = "spikebook seal 1"
    private static let partSize = 256 * 1024

    private static func path(beside path: String) -> String { path + ".seal" }

    /// Whether the file at `path` equals, byte for byte, what its checksum file says, and has no write-ahead log.
    ///
    /// A file that another process has open is not compared, since it may change at any moment; the result is then
    /// false.
    static func isIntact(_ path: String) -> Bool {
        guard !FileState.hasLog(path), let seal = Seal(beside: path), FileState(path)?.size == seal.size,
            !DatabaseFile.isInUse(path)
        else { return false }
        return (try? Seal(of: path)) == seal
    }

    /// Computes size and digest of the file.
    init(of path: String) throws {
        guard let state = FileState(path) else { throw CocoaError(.fileReadUnknown) }
        let parts = try PartDigests(path: path, size: state.size, partSize: Self.partSize).all()
        size = state.size
        digest = Digest.sha256(parts.joined(separator: "\n"))
    }

    /// Reads the checksum file beside the file at `path`; nil when there is none that can be read.
    init?(beside path: String) {
        guard let text = try? String(contentsOfFile: Self.path(beside: path), encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0] == Self.heading, let size = Int(lines[1]), lines[3].isEmpty else { return nil }
        self.size = size
        digest = String(lines[2])
    }

    /// Writes the checksum file beside the file at `path`, as a whole.
    func write(beside path: String) throws {
        let text = "\(Self.heading)\n\(size)\n\(digest)\n"
        try WholeFile.write(Data(text.utf8), to: URL(fileURLWithPath: Self.path(beside: path)))
    }

    static func remove(beside path: String) {
        try? FileManager.default.removeItem(atPath: Self.path(beside: path))
    }
}

/// Reads and digests a file's parts on all cores.
private final class PartDigests: Sendable {
    /// The digest of each part; nil when it could not be read.
    private let digests: Mutex<[String?]>
    private let count: Int
    private let path: String
    private let size: Int
    private let partSize: Int

    init(path: String, size: Int, partSize: Int) {
        self.path = path
        self.size = size
        self.partSize = partSize
        count = (size + partSize - 1) / partSize
        digests = Mutex(Array(repeating: nil, count: count))
    }

    func all() throws -> [String] {
        let workers = max(1, min(8, ProcessInfo.processInfo.activeProcessorCount, count))
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            // Each thread opens the file, since readers of one opening may share a position in it.
            let file = DatabaseFile(path)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: partSize, alignment: 64)
            defer { buffer.deallocate() }
            for part in stride(from: worker, to: count, by: workers) { digest(part, of: file, buffer) }
        }
        let digests = digests.withLock { $0.compactMap(\.self) }
        guard digests.count == count else { throw CocoaError(.fileReadUnknown) }
        return digests
    }

    private func digest(_ part: Int, of file: DatabaseFile?, _ buffer: UnsafeMutableRawBufferPointer) {
        let offset = part * partSize
        let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[0..<min(partSize, size - offset)])
        let isRead = file?.read(into: wanted, at: offset) ?? false
        let digest = Digest.sha256(UnsafeRawBufferPointer(wanted))
        digests.withLock { $0[part] = isRead ? digest : nil }
    }
}
