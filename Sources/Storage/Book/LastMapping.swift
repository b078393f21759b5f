import Foundation

/// The mapping that was asked for last.
final class LastMapping: @unchecked Sendable {
    // The lock guards `stored`.
    private let lock = NSLock()
    private var stored: MappingRows?

    var value: MappingRows? {
        get { lock.withLock { stored } }
        set { lock.withLock { stored = newValue } }
    }
}
