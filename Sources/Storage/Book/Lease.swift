public import Experiments
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

extension Archive {
    /// Keeps a collection from removing those of `keys` that are stored, until the holder gives up its leases.
    public func hold(_ keys: [RunKey], for holder: LeaseHolder, seconds: Int = 120, now: Date = Date()) throws {
        let sql = """
            INSERT OR IGNORE INTO lease (key, holder, until)
            SELECT r.key, ?, ? FROM json_each(?) AS wanted CROSS JOIN stored_run AS r ON r.key = wanted.value
            """
        let until = Int(now.timeIntervalSince1970) + seconds
        try write { db in try db.execute(sql: sql, arguments: [holder.text, until, Self.list(keys.map(\.text))]) }
    }

    /// Asks for the right to compute a run; a lease that has run out, or whose process is gone, is free.
    /// - Parameters:
    ///   - key: the run.
    ///   - holder: who asks; a lease of the same holder is granted anew.
    ///   - anew: whether the run is wanted though it is stored.
    ///   - seconds: how long the lease lasts unless it is renewed.
    ///   - now: the present time.
    /// - Returns: whether the run is the asker's to compute.
    /// - Throws: `ArchiveError`.
    public func acquire(
        _ key: RunKey,
        for holder: LeaseHolder,
        anew: Bool = false,
        seconds: Int = 120,
        now: Date = Date()
    ) throws -> LeaseAnswer {
        try write { db in
            let isStored = "SELECT EXISTS (SELECT 1 FROM stored_run WHERE key = ?)"
            if try Bool.fetchOne(db, sql: isStored, arguments: [key.text]) == true {
                // Whoever holds a stored run only wants it to stay, and a run that is made anew replaces it in one step.
                return anew ? .granted : .stored
            }
            let present = "SELECT key, holder, until FROM lease WHERE key = ?"
            if let lease = try Row.fetchOne(db, sql: present, arguments: [key.text]).flatMap(Lease.init),
                lease.holder != holder, lease.isLive(at: now, seenFrom: holder)
            {
                return .busy(lease.holder, until: Date(timeIntervalSince1970: Double(lease.until)))
            }
            try Lease(key: key.text, holder: holder, until: Int(now.timeIntervalSince1970) + seconds).write(to: db)
            return .granted
        }
    }

    /// Makes every lease of a holder last for `seconds` from now; gives how many there are.
    @discardableResult
    public func renew(_ holder: LeaseHolder, seconds: Int = 120, now: Date = Date()) throws -> Int {
        try write { db in
            try db.execute(
                sql: "UPDATE lease SET until = ? WHERE holder = ?",
                arguments: [Int(now.timeIntervalSince1970) + seconds, holder.text]
            )
            return db.changesCount
        }
    }

    /// Gives up the lease on a run that was not computed; that of another holder stays.
    public func release(_ key: RunKey, by holder: LeaseHolder) throws {
        try write { db in
            try db.execute(
                sql: "DELETE FROM lease WHERE key = ? AND holder = ?",
                arguments: [key.text, holder.text]
            )
        }
    }

    /// Gives up every lease of a holder, as at the end of a build.
    public func releaseAll(of holder: LeaseHolder) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM lease WHERE holder = ?", arguments: [holder.text])
        }
    }
}
