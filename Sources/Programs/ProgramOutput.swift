import CSpawn
import Foundation

/// The output of a program, read while it runs.
struct ProgramOutput {
    private(set) var kept = KeptOutput()
    /// The reason why not all of it can be read; nil when all can.
    private(set) var flaw: String?
    /// The descriptor that the program writes to.
    private(set) var entrance: Int32
    private var exit: Int32
    /// The file that receives the whole output; negative when there is none.
    private var file: Int32 = -1
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// Opens a pipe for output, which also goes to a file if a path is given.
    ///
    /// Throws a `ProgramFailure`.
    init(writingTo path: String?) throws {
        var ends: [Int32] = [-1, -1]
        guard open_pipe(&ends) == 0 else { throw Self.failure() }
        (exit, entrance) = (ends[0], ends[1])
        _ = fcntl(exit, F_SETFL, O_NONBLOCK)
        guard let path else { return }
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let failure = Self.failure()
            close()
            throw failure
        }
    }

    private static func failure() -> ProgramFailure {
        ProgramFailure("its output cannot be taken: " + String(cString: strerror(errno)).lowercased())
    }

    /// Closes this process's writing end, so that the output ends with the program.
    mutating func closeEntrance() {
        if entrance >= 0 { Foundation.close(entrance) }
        entrance = -1
    }

    /// Reads the available output, waiting at most `milliseconds`.
    mutating func take(within milliseconds: Int32) {
        guard exit >= 0 else {
            // The program has closed its output, so it will probably end soon.
            usleep(1_000)
            return
        }
        var look = pollfd(fd: exit, events: Int16(POLLIN), revents: 0)
        if poll(&look, 1, milliseconds) > 0 { drain() }
    }

    /// Reads the available output.
    mutating func drain() {
        // The loop is limited, so that a program that prints without end is still checked.
        for _ in 0..<64 where exit >= 0 {
            let count = read(exit, &buffer, buffer.count)
            if count > 0 {
                keep(count)
            } else if count == 0 {
                Foundation.close(exit)
                exit = -1
            } else if errno != EINTR {
                return
            }
        }
    }

    private mutating func keep(_ count: Int) {
        kept.add(buffer[..<count])
        var start = 0
        while file >= 0, flaw == nil, start < count {
            let written = buffer[start..<count].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if written >= 0 { start += written } else if errno != EINTR { flaw = Self.failure().description }
        }
    }

    /// Closes all open descriptors.
    mutating func close() {
        closeEntrance()
        for descriptor in [exit, file] where descriptor >= 0 { Foundation.close(descriptor) }
        (exit, file) = (-1, -1)
    }
}
