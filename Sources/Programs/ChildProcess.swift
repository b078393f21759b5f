import CSpawn
import Foundation

/// A running program, with the process group that it leads.
struct ChildProcess {
    /// The process number, which is also that of its group.
    private let id: pid_t
    private let watch: GroupWatch?

    /// The exit status of a program.
    struct Status {
        fileprivate let raw: Int32

        /// The problem, as the end of a sentence that begins with the program's name; nil for exit code 0.
        var flaw: String? {
            let (code, signal) = (raw >> 8 & 0xff, raw & 0x7f)
            if signal == 0 { return code == 0 ? nil : "ended with exit code \(code)" }
            let name = String(cString: strsignal(signal)).lowercased()
            let why = signal == SIGKILL ? ", as the system does when the memory runs out" : ""
            return "was ended by signal \(signal) (\(name))\(why)"
        }
    }

    /// Starts a program whose output goes to a descriptor.
    ///
    /// Throws a `ProgramFailure`.
    init(_ call: ProgramCall, output: Int32) throws {
        let program = try ProgramPath(call).text
        // A process that ignores SIGCHLD cannot learn its children's status.
        signal(SIGCHLD, SIG_DFL)
        let arguments = call.words.map { strdup($0) } + [nil]
        let variables = call.variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        id = try ProgramGroups.begin {
            var id = pid_t()
            let fault = spawn_program(&id, program, call.folder, -1, output, arguments, variables)
            guard fault == 0 else { throw Self.failure(fault, program, call) }
            return id
        }
        watch = GroupWatch(over: id, call.scratch)
    }

    private static func failure(_ number: Int32, _ program: String, _ call: ProgramCall) -> ProgramFailure {
        let why =
            switch number {
            case ENOENT: "the program that its first line names is not there"
            case ENOEXEC: "it is no program of this machine, and no first line such as #!/bin/sh names one"
            default: String(cString: strerror(number)).lowercased()
            }
        return ProgramFailure("'\(call.shown)' cannot be started from '\(program)': \(why)")
    }

    /// Whether the program has ended.
    ///
    /// Its number is not reused until it is reaped.
    var hasEnded: Bool {
        var info = siginfo_t()
        let answer = waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT)
        return answer == 0 ? info.si_signo == SIGCHLD : errno != EINTR
    }

    /// Sends a signal to all processes of the group.
    func send(_ signal: Int32) { kill(-id, signal) }

    /// Reaps the program and returns its status.
    ///
    /// Afterwards its number may be reused.
    func reap() -> Status {
        watch?.end()
        ProgramGroups.forget(id)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return Status(raw: status)
    }
}
