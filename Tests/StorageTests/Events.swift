import Experiments
import Foundation
import Storage

/// The events that archives have reported.
final class Events: Sendable {
    private let lock = NSLock()
    private nonisolated(unsafe) var collected: [ArchiveEvent] = []

    func add(_ event: ArchiveEvent) { lock.withLock { collected.append(event) } }

    var all: [ArchiveEvent] { lock.withLock { collected } }

    /// The keys that were reported as damaged.
    var quarantined: Set<String> {
        Set(
            all.compactMap { event in
                if case .quarantined(let key, _) = event { key.text } else { nil }
            }
        )
    }

    /// The keys of analyses that were reported as damaged.
    var dropped: Set<String> {
        Set(
            all.compactMap { event in
                if case .dropped(let key, _) = event { key.text } else { nil }
            }
        )
    }

    /// Whether a file was renamed as damaged.
    var setAside: Bool {
        all.contains { event in
            if case .setAside = event { true } else { false }
        }
    }
}
