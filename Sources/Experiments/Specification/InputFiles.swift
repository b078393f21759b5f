import Settings

/// The files that a run reads, as they were when the plan was made.
public struct InputFiles: Sendable {
    /// How a file is opened: from its path as the author wrote it to its bytes; what it throws says why not.
    public typealias Source = (String) throws -> [UInt8]

    /// The bytes by path.
    public private(set) var bytes: [String: [UInt8]] = [:]
    /// SHA-256 of the bytes by path, which is part of the run's key.
    public private(set) var digests: [String: String] = [:]

    /// No files.
    public init() {}

    /// Opens one more file, unless it was opened before; throws what `source` throws.
    mutating func open(_ path: String, from source: Source) throws {
        guard bytes[path] == nil else { return }
        let content = try source(path)
        bytes[path] = content
        digests[path] = content.withUnsafeBytes { Digest.sha256($0) }
    }

    /// The paths and digests as a tree of plain values.
    var canonical: Value {
        .map(digests.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) })
    }

    /// A source for experiments that must do without files.
    public static func none(_ path: String) throws -> [UInt8] { throw Unreadable("there is no file '\(path)' here") }

    /// Why a file could not be opened, in one sentence.
    public struct Unreadable: Error, Sendable {
        let sentence: String

        /// Says why.
        public init(_ sentence: String) {
            self.sentence = sentence
        }
    }
}
