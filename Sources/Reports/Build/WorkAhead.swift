import Foundation

/// Computes results on all processors before they are needed, one after the other.
///
/// A caller that has to wait for a result computes others meanwhile.
final class WorkAhead<Key: Hashable & Sendable, Value: Sendable>: @unchecked Sendable {
    private enum State {
        case waiting
        case underWay
        case done(Result<Value, any Error>)
    }

    private let work: @Sendable (Key) throws -> Value
    // Guards the following properties, and signals every change.
    private let condition = NSCondition()
    private var states: [Key: State]
    /// The keys that nobody has begun, the next one last.
    private var waiting: [Key]
    private var helpers: Int

    /// As large as the main thread's stack, since the work may recurse deeply.
    private static var stackSize: Int { 8 << 20 }

    /// The number of threads besides the caller's, so that every processor has one.
    static var standardHelpers: Int { ProcessInfo.processInfo.activeProcessorCount - 1 }

    /// Starts the work for `keys`, which will be wanted roughly in this order, with `helpers` threads besides the
    /// caller's.
    init(
        for keys: [Key],
        helpers: Int = WorkAhead.standardHelpers,
        _ work: @escaping @Sendable (Key) throws -> Value
    ) {
        self.work = work
        states = Dictionary(keys.map { ($0, .waiting) }) { first, _ in first }
        waiting = keys.reversed()
        self.helpers = max(0, min(helpers, keys.count))
        for _ in 0..<self.helpers {
            let thread = Thread { self.help() }
            thread.stackSize = Self.stackSize
            thread.start()
        }
    }

    /// The result for a key, which is removed; nil when there is none.
    ///
    /// Throws what the work threw.
    func result(for key: Key) throws -> Value? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            switch states[key] {
            case nil: return nil
            case .done(let result):
                states[key] = nil
                return try result.get()
            case .waiting: carryOut(key)
            case .underWay:
                if let other = waiting.last { carryOut(other) } else { condition.wait() }
            }
        }
    }

    /// Drops the work that nobody has begun; when it returns, no thread works on this any more.
    func end() {
        condition.lock()
        defer { condition.unlock() }
        for key in waiting { states[key] = nil }
        waiting = []
        while helpers > 0 { condition.wait() }
    }

    private func help() {
        condition.lock()
        defer { condition.unlock() }
        while let key = waiting.last { carryOut(key) }
        helpers -= 1
        condition.broadcast()
    }

    /// Computes a result that nobody has begun; the lock is held before and after, but not meanwhile.
    private func carryOut(_ key: Key) {
        waiting.removeAll { $0 == key }
        states[key] = .underWay
        condition.unlock()
        let result = Result { try work(key) }
        condition.lock()
        states[key] = .done(result)
        condition.broadcast()
    }
}
