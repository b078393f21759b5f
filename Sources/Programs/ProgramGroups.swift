import Foundation
import Synchronization

/// The process groups of all running programs, none of which may outlive this process.
public enum ProgramGroups {
    private struct State {
        var running: Set<pid_t> = []
        var isEnding = false
    }

    private static let state = Mutex(State())

    /// Kills all groups and lets no further one start, for a process that is about to exit.
    public static func endAll() {
        state.withLock { state in
            state.isEnding = true
            for group in state.running { kill(-group, SIGKILL) }
        }
    }

    /// Registers the group of the first process, which `start` returns.
    ///
    /// Throws the errors of `start`.
    static func begin(_ start: () throws -> pid_t) throws -> pid_t {
        try state.withLock { state in
            guard !state.isEnding else { throw ProgramFailure("the build was stopped") }
            let group = try start()
            state.running.insert(group)
            return group
        }
    }

    /// Removes a group, whose number may be reused from now on.
    static func forget(_ group: pid_t) { state.withLock { _ = $0.running.remove(group) } }
}
