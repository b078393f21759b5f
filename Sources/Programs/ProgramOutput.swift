import CSpawn
import Foundation

/// What a program prints, taken as it comes.
struct ProgramOutput {
    private(set) var kept = KeptOutput()
    /// Why it cannot all be taken; nil when it can.
    private(set) var flaw: String?
    /// Where the program writes.
    private(set) var entrance: Int32
    private var exit: Int32
    /// The file that gets all of it; negative when there is none.
    private var file: Int32 = -1
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// A way for output, which goes to a file as well if one is named; throws a `ProgramFailure`.
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

    /// Leaves the entrance to the program, at whose end the output then ends.
    mutating func closeEntrance() {
        if entrance >= 0 { Foundation.close(entrance) }
        entrance = -1
    }

    /// Takes what there is, waiting for it for at most some milliseconds.
    mutating func take(within milliseconds: Int32) {
        guard exit >= 0 else {
            // The program has closed its output, so that its end is near.
            usleep(1_000)
            return
        }
        var look = pollfd(fd: exit, events: Int16(POLLIN), revents: 0)
        if poll(&look, 1, milliseconds) > 0 { drain() }
    }

    /// Takes what there is.
    mutating func drain() {
        // Who prints without an end is looked at in between.
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

    /// Closes all that is open.
    mutating func close() {
        closeEntrance()
        for descriptor in [exit, file] where descriptor >= 0 { Foundation.close(descriptor) }
        (exit, file) = (-1, -1)
    }
}
