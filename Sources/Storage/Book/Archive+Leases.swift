public import Experiments
public import Foundation
import GRDB

extension Archive {
    /// Keeps a collection from removing those of `keys` that are stored, until the holder gives up its leases.
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
