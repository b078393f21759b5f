import CSpawn
import Foundation

/// A small process that cleans up if this process is killed or crashes.
///
/// It then ends a group and removes its temporary folder. It notices the end of this process at the end of a pipe
/// that nobody else holds.
struct GroupWatch {
    private let id: pid_t
    private let pipe: Int32

    private static let script = #"read -r end; kill -KILL "-$1"; [ -z "$2" ] || /bin/rm -rf -- "$2""#

    /// Watches over a group and a folder; nil when that is impossible, which is no reason to refuse the program.
    init?(over group: pid_t, _ folder: ScratchFolder?) {
        var ends: [Int32] = [-1, -1]
        guard open_pipe(&ends) == 0 else { return nil }
        defer { close(ends[0]) }
        let texts = ["sh", "-c", Self.script, "sh", "\(group)", folder?.path ?? ""]
        let words = texts.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        guard spawn_program(&process, "/bin/sh", "/", ends[0], -1, words, [nil]) == 0 else {
            close(ends[1])
            return nil
        }
        (id, pipe) = (process, ends[1])
    }

    /// Ends the watch, but not the group.
    func end() {
        kill(id, SIGKILL)
        while waitpid(id, nil, 0) < 0, errno == EINTR {}
        close(pipe)
    }
}
