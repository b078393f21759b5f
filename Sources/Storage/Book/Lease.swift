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

/// The holder of a lease: a process on a host, and one of the builds in it.
public struct LeaseHolder: Sendable, Hashable {
    /// The host's name.
    public var host: String
    /// The process number.
    public var process: Int32
    /// Distinguishes builds of one process, and processes that got the same number.
    public var token: String

    /// This process, with a new token.
    public init() {
        self.init(
            host: Self.hostName,
            process: ProcessInfo.processInfo.processIdentifier,
            token: UUID().uuidString
        )
    }

    /// A holder with the given properties.
    public init(host: String, process: Int32, token: String) {
        self.host = host
        self.process = process
        self.token = token
    }

    /// This host's name.
    static let hostName: String = {
        var characters = [CChar](repeating: 0, count: 256)
        guard gethostname(&characters, 255) == 0 else { return "unknown" }
        // A colon separates the parts of a stored holder, and a slash would be a folder in a file's name.
        let bytes = characters.map { UInt8(bitPattern: $0) }.prefix { $0 != 0 && !":/".utf8.contains($0) }
        return String(decoding: bytes, as: UTF8.self)
    }()

    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let process = Int32(parts[1]) else { return nil }
        self.init(host: String(parts[0]), process: process, token: String(parts[2]))
    }

    var text: String { "\(host):\(process):\(token)" }

    /// Whether the holder is known to be gone: its process was on this host and no longer exists.
    func isGone(seenFrom other: LeaseHolder) -> Bool {
        guard host == other.host, process > 0 else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }
}

/// The answer to a request for a run.
public enum LeaseAnswer: Sendable, Hashable {
    /// The caller may compute the run.
    case granted
    /// The run is stored already.
    case stored
    /// Another build computes it; ask again when it is stored, or at the latest after `until`.
    case busy(LeaseHolder, until: Date)
}

/// A row of the table of leases.
///
/// On a run that is not stored, it is the right to compute it. On a stored run, it prevents garbage collection from
/// removing it.
struct Lease {
    let key: String
    let holder: LeaseHolder
    /// The end of the lease, in seconds since 1970.
    let until: Int

    /// The maximal duration of a lease in seconds; a longer one is damaged, or comes from a wrong clock.
    private static let longest = 600

    init(key: String, holder: LeaseHolder, until: Int) {
        (self.key, self.holder, self.until) = (key, holder, until)
    }

    /// Reads key, holder and end; nil when the row was not written by this program.
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

    /// The runs with leases that are in force.
    static func liveKeys(_ db: Database, at now: Date, seenFrom holder: LeaseHolder) throws -> Set<String> {
        let leases = try Row.fetchAll(db, sql: "SELECT key, holder, until FROM lease").compactMap { Lease($0) }
        return Set(leases.filter { $0.isLive(at: now, seenFrom: holder) }.map(\.key))
    }
}
