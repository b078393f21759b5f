import Dispatch
import Experiments
import Storage

/// Holds the runs of one build from its first run to its last page, and renews its leases meanwhile.
final class LeaseKeeper: @unchecked Sendable {
    let holder = LeaseHolder()
    private let archive: Archive
    private let queue = DispatchQueue(label: "leases")
    // A source of events may be used from any thread.
    private let timer: any DispatchSourceTimer

    /// Seconds between renewals; a lease lasts four times as long.
    private static let pause = 30.0

    /// A keeper of leases in `archive`; `end` it before the archive is closed.
    init(archive: Archive) {
        self.archive = archive
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + Self.pause, repeating: Self.pause)
        timer.setEventHandler { [archive, holder] in _ = try? archive.renew(holder) }
        timer.resume()
    }

    /// Keeps collections from removing those of `keys` that are stored.
    func hold(_ keys: [RunKey]) throws {
        try archive.hold(keys, for: holder)
    }

    /// Gives up all leases; nothing of this object touches the archive any more when it returns.
    func end() {
        timer.cancel()
        queue.sync {}
        try? archive.releaseAll(of: holder)
    }
}
