import Dispatch
import Experiments
import Storage

/// Leases the runs of one build from its first run to its last page, and renews the leases meanwhile.
final class LeaseKeeper: @unchecked Sendable {
    let holder = LeaseHolder()
    private let archive: Archive
    private let queue = DispatchQueue(label: "leases")
    // Set and read on `queue`; nil until something is leased.
    private var timer: (any DispatchSourceTimer)?

    /// The time in seconds between renewals; a lease lasts four times as long.
    private static let pause = 30.0

    /// A keeper of leases in `archive`; call `end` before the archive is closed.
    init(archive: Archive) {
        self.archive = archive
    }

    /// Prevents garbage collection from removing the stored runs among `keys`.
    func hold(_ keys: [RunKey]) throws {
        queue.sync {
            guard timer == nil else { return }
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now() + Self.pause, repeating: Self.pause)
            timer.setEventHandler { [archive, holder] in _ = try? archive.renew(holder) }
            timer.resume()
            self.timer = timer
        }
        try archive.hold(keys, for: holder)
    }

    /// Releases all leases; when it returns, this object no longer uses the archive.
    func end() {
        let wasHolding = queue.sync {
            timer?.cancel()
            return timer != nil
        }
        if wasHolding { try? archive.releaseAll(of: holder) }
    }
}
