import Foundation
import Synchronization

/// The process groups of the programs that are running: none of them outlives this process.
public enum ProgramGroups {
    private struct State {
        var running: Set<pid_t> = []
        var isEnding = false
    }

    private static let state = Mutex(State())

    /// Ends all of them at once, and lets none begin any more: for a process that is about to end itself.
    public static func endAll() {
        state.withLock { state in
            state.isEnding = true
            for group in state.running { kill(-group, SIGKILL) }
        }
    }

    /// Begins a group by its first process, which `start` gives; throws what `start` throws.
    static func begin(_ start: () throws -> pid_t) throws -> pid_t {
        try state.withLock { state in
            guard !state.isEnding else { throw ProgramFailure("the build was stopped") }
            let group = try start()
            state.running.insert(group)
            return group
        }
    }

    /// Forgets a group, whose number may be another's from now on.
    static func forget(_ group: pid_t) { state.withLock { _ = $0.running.remove(group) } }
}
