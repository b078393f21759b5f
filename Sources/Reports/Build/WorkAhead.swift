import Foundation

/// Results that are wanted one after the other, made by every processor before they are asked for.
///
/// Whoever asks for one helps with the others as long as another thread is at it.
final class WorkAhead<Key: Hashable & Sendable, Value: Sendable>: @unchecked Sendable {
    private enum State {
        case waiting
        case underWay
        case done(Result<Value, any Error>)
    }

    private let work: @Sendable (Key) throws -> Value
    // Guards what follows, and tells of every change.
    private let condition = NSCondition()
    private var states: [Key: State]
    /// What nobody has begun, the first last.
    private var waiting: [Key]
    private var helpers: Int

    /// As much as the main thread has: what is worked on may go deep.
    private static var stackSize: Int { 8 << 20 }

    /// A thread for each processor, the caller's being one of them.
    static var standardHelpers: Int { ProcessInfo.processInfo.activeProcessorCount - 1 }

    /// Begins with the work for `keys`, which are wanted about in this order, with so many threads besides the caller's.
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

    /// The result for a key, which is then forgotten; nil when there is none to be had.
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

    /// Gives up what nobody has begun; no thread is at work for this any more when it returns.
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

    /// Makes what nobody has begun; the lock is held before and after, not meanwhile.
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
