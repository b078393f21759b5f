import Settings

/// The files that a run reads, with their contents when the plan was made.
public struct InputFiles: Sendable {
    /// How files are found, by their paths as the author wrote them; what it throws says why not.
    public struct Source {
        /// The bytes of a file.
        let bytes: (String) throws -> [UInt8]
        /// Where a log lies, a file or a folder.
        let log: (String) throws -> LogPlace
        /// The paths of the files that a path, a pattern or a folder names.
        let paths: (String) throws -> [String]
        /// Whether a path leads to a file, from the folder to which paths are relative.
        let isFile: (String) -> Bool
        /// The folder to which paths are relative.
        let folder: String

        /// Opens files by `bytes`, finds logs by `log`, and what programs read by `paths` and `isFile`.
        public init(
            folder: String = ".",
            bytes: @escaping (String) throws -> [UInt8],
            log: @escaping (String) throws -> LogPlace = { throw Unreadable("there is no log '\($0)' here") },
            paths: @escaping (String) throws -> [String] = { [$0] },
            isFile: @escaping (String) -> Bool = { _ in false }
        ) {
            self.folder = folder
            self.bytes = bytes
            self.log = log
            self.paths = paths
            self.isFile = isFile
        }
    }

    /// A log, which is read in place, since it may be too large for memory.
    public struct LogPlace: Sendable {
        /// The path at which it can be opened.
        public let path: String
        /// The SHA-256 digest of its bytes, or of the names and bytes of a folder's files, when it was found.
        public let digest: String
        private let look: @Sendable () throws -> String

        /// Creates a log at a path.
        ///
        /// `look` computes its current digest, and the errors of `look` are thrown.
        public init(path: String, look: @escaping @Sendable () throws -> String) throws {
            self.path = path
            self.look = look
            digest = try look()
        }

        /// Whether the log is unchanged since it was found.
        var isAsFound: Bool { (try? look()) == digest }
    }

    /// The bytes by path.
    public private(set) var bytes: [String: [UInt8]] = [:]
    /// Logs, and what other programs read, by path: what is not held here.
    public private(set) var logs: [String: LogPlace] = [:]
    /// SHA-256 of the bytes by path, which is part of the run's key.
    public private(set) var digests: [String: String] = [:]

    /// No files.
    public init() {}

    /// Adds the files at some paths by `get`.
    ///
    /// Throws `SettingFaults` with the fault of each file, where `tree` names its path.
    init(_ paths: [String], in tree: Value, _ get: (inout InputFiles, String) throws -> Void) throws {
        var faults: [SettingFault] = []
        for path in paths {
            do {
                try get(&self, path)
            } catch {
                let known = error as? Unreadable
                let why = known?.sentence ?? "'\(path)' cannot be read: \(error)"
                faults.append(SettingFault(.missing, at: tree.path(to: .text(path)) ?? [], why, help: known?.help))
            }
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// Opens a file, unless it is open already.
    ///
    /// Throws the errors of `source`.
    mutating func open(_ path: String, from source: Source) throws {
        guard bytes[path] == nil else { return }
        let content = try source.bytes(path)
        bytes[path] = content
        digests[path] = content.withUnsafeBytes { Digest.sha256($0) }
    }

    /// Finds a log.
    ///
    /// Throws the errors of `source`.
    mutating func find(_ path: String, from source: Source) throws {
        let place = try source.log(path)
        logs[path] = place
        digests[path] = place.digest
    }

    /// Adds files that are read in full.
    mutating func add(_ others: InputFiles) {
        bytes.merge(others.bytes) { _, new in new }
        digests.merge(others.digests) { _, new in new }
    }

    /// Whether all that is not held here still is what was found.
    var areAsFound: Bool { logs.values.allSatisfy(\.isAsFound) }

    /// The paths and digests as a tree of plain values.
    var canonical: Value {
        .map(digests.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) })
    }

    /// A source for experiments that must do without files.
    public static var none: Source { Source(bytes: { throw Unreadable("there is no file '\($0)' here") }) }

    /// Why a file could not be opened, in one sentence.
    public struct Unreadable: Error, Sendable {
        let sentence: String
        let help: String?

        /// Says why, and what to do about it.
        public init(_ sentence: String, help: String? = nil) {
            self.sentence = sentence
            self.help = help
        }
    }
}
