public import Settings
import Synchronization

/// Units that are not part of this program, which a worker loads before it reads anything.
///
/// Experiments name them like those of the catalogue's lists.
public enum LoadedUnits {
    private static let loaded = Mutex<[any Configurable.Type]>([])

    /// Adds those of some types that are units.
    public static func add(_ types: [Any.Type]) {
        loaded.withLock { $0 += types.compactMap { $0 as? any Configurable.Type } }
    }

    /// All that were added, in their order.
    public static var all: [any Configurable.Type] { loaded.withLock { $0 } }
}
