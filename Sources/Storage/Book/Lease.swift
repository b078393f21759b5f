import Experiments
public import Foundation
import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Who computes a run: a process on a host, and one of the builds in it.
public struct LeaseHolder: Sendable, Hashable {
    /// The host's name.
    public var host: String
    /// The process.
    public var process: Int32
    /// Tells builds of one process apart, and processes that came to the same number.
    public var token: String

    /// This process, with a token of its own.
    public init() {
        self.init(
            host: Self.hostName,
            process: ProcessInfo.processInfo.processIdentifier,
            token: UUID().uuidString
        )
    }

    /// A holder with given marks.
    public init(host: String, process: Int32, token: String) {
        self.host = host
        self.process = process
        self.token = token
    }

    /// This host's name.
    static let hostName: String = {
        var characters = [CChar](repeating: 0, count: 256)
        guard gethostname(&characters, 255) == 0 else { return "unknown" }
        // A colon parts the marks of a stored holder; a slash would lead a file's name into a folder.
        let bytes = characters.map { UInt8(bitPattern: $0) }.prefix { $0 != 0 && !":/".utf8.contains($0) }
        return String(decoding: bytes, as: UTF8.self)
    }()

    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let process = Int32(parts[1]) else { return nil }
        self.init(host: String(parts[0]), process: process, token: String(parts[2]))
    }

    var text: String { "\(host):\(process):\(token)" }

    /// Whether it is known that nobody holds the lease any more: a process of this host that is gone.
    func isGone(seenFrom other: LeaseHolder) -> Bool {
        guard host == other.host, process > 0 else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }
}

/// The answer to who asks for a run.
public enum LeaseAnswer: Sendable, Hashable {
    /// The run is the asker's to compute.
    case granted
    /// The run is stored already.
    case stored
    /// Another build computes it; ask again when it is stored or at the latest after `until`.
    case busy(LeaseHolder, until: Date)
}

/// A row of the table of leases.
///
/// On a run that is not stored it is the right to compute it; on one that is, it keeps a collection from removing it.
struct Lease {
    let key: String
    let holder: LeaseHolder
    /// Seconds since 1970.
    let until: Int

    /// No lease is given for longer: one that says so has been damaged, or comes from a clock that is wrong.
    private static let longest = 600

    init(key: String, holder: LeaseHolder, until: Int) {
        (self.key, self.holder, self.until) = (key, holder, until)
    }

    /// Reads key, holder and end; nil when they are none of ours.
    init?(_ row: Row) {
        guard let key = String.fromDatabaseValue(row[0]),
            let holder = String.fromDatabaseValue(row[1]).flatMap(LeaseHolder.init),
            let until = Int.fromDatabaseValue(row[2])
        else { return nil }
        self.init(key: key, holder: holder, until: until)
    }

    func isLive(at now: Date, seenFrom other: LeaseHolder) -> Bool {
        let rest = until - Int(now.timeIntervalSince1970)
        return rest > 0 && rest <= Self.longest && !holder.isGone(seenFrom: other)
    }

    func write(to db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO lease (key, holder, until) VALUES (?, ?, ?)",
            arguments: [key, holder.text, until]
        )
    }

    /// The runs that somebody needs just now.
    static func liveKeys(_ db: Database, at now: Date, seenFrom holder: LeaseHolder) throws -> Set<String> {
        let leases = try Row.fetchAll(db, sql: "SELECT key, holder, until FROM lease").compactMap { Lease($0) }
        return Set(leases.filter { $0.isLive(at: now, seenFrom: holder) }.map(\.key))
    }
}
