public import Experiments
public import Foundation
import GRDB

extension Archive {
    /// Prevents garbage collection from removing the stored runs among `keys`, until the holder releases its leases.
    public func hold(_ keys: [RunKey], for holder: LeaseHolder, seconds: Int = 120, now: Date = Date()) throws {
        let sql = """
            INSERT OR IGNORE INTO lease (key, holder, until)
            SELECT r.key, ?, ? FROM json_each(?) AS wanted CROSS JOIN stored_run AS r ON r.key = wanted.value
            """
        let until = Int(now.timeIntervalSince1970) + seconds
        try write { db in
            try db.execute(sql: sql, arguments: [holder.text, until, JSONList.text(of: keys.map(\.text))])
        }
    }

    /// Acquires the right to compute a run; a lease that has expired, or whose process is gone, is free.
    ///
    /// - Parameters:
    ///   - key: the run.
    ///   - holder: the caller; a lease of the same holder is renewed.
    ///   - anew: whether the run is wanted even if it is stored.
    ///   - seconds: the duration of the lease unless it is renewed.
    ///   - now: the present time.
    /// - Returns: whether the caller may compute the run.
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
                // A lease on a stored run only keeps it from being removed, and a run made again replaces it in one
                // step.
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

    /// Extends every lease of a holder to `seconds` from now; returns their number.
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

    /// Releases the lease on a run that was not computed; another holder's lease stays.
    public func release(_ key: RunKey, by holder: LeaseHolder) throws {
        try write { db in
            try db.execute(
                sql: "DELETE FROM lease WHERE key = ? AND holder = ?",
                arguments: [key.text, holder.text]
            )
        }
    }

    /// Releases every lease of a holder, as at the end of a build.
    public func releaseAll(of holder: LeaseHolder) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM lease WHERE holder = ?", arguments: [holder.text])
        }
    }
}
