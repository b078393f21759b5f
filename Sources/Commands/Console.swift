import Foundation
import Synchronization

/// Where commands write: results to the standard output, everything about the work to the standard error.
///
/// The one place that does so. Work is never stopped by what cannot be told: notes that are lost are lost, and results
/// that are lost are known at the end, by ``loss``.
enum Console {
    /// Whether someone watches.
    static let isTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["CI"] == nil

    private static let state = State()

    /// What several threads write, and whether any of it was lost.
    private final class State: Sendable {
        private let reason = Mutex<Int32?>(nil)
        private let quiet = Mutex(false)

        var isQuiet: Bool {
            get { quiet.withLock { $0 } }
            set { quiet.withLock { $0 = newValue } }
        }

        /// The system's reason why a result could not be written; nil while all are.
        var loss: Int32? { reason.withLock { $0 } }

        func write(_ text: String, to descriptor: Int32) {
            reason.withLock { reason in
                let failure = Console.write(text, to: descriptor)
                if descriptor == STDOUT_FILENO { reason = reason ?? failure }
            }
        }
    }

    /// Lets the process outlive its readers, and a limit on the length of files: a write tells of them, where it is known
    /// whether that matters.
    static func prepare() { for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) } }

    /// Whether nothing is told of the work but one document at the end.
    static var isQuiet: Bool {
        get { state.isQuiet }
        set { state.isQuiet = newValue }
    }

    /// A line about the work.
    static func note(_ text: String) { if !isQuiet { document(text) } }

    /// A line that the next one writes over; for terminals only.
    static func status(_ text: String) {
        if !isQuiet { state.write("\r\u{1B}[2K" + text.printable, to: STDERR_FILENO) }
    }

    /// All that is told of the work.
    static func document(_ text: String) { state.write(text.printable + "\n", to: STDERR_FILENO) }

    /// A result.
    static func print(_ text: String) { state.write(text.printable + "\n", to: STDOUT_FILENO) }

    /// A result in a form for programs, which get every byte of it; on a terminal it is shown as any other.
    static func hand(over text: String) {
        state.write((isatty(STDOUT_FILENO) == 1 ? text.printable : text) + "\n", to: STDOUT_FILENO)
    }

    /// Why results could not be written, in one sentence; nil when all could, or when their reader wants no more of them.
    static var loss: String? {
        guard let reason = state.loss, reason != EPIPE else { return nil }
        return "the standard output cannot be written: \(String(cString: strerror(reason)).lowercased())"
    }

    /// Writes all of a text; gives the system's reason when that cannot be done.
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EAGAIN || errno == EWOULDBLOCK {
                    wait(for: descriptor)
                } else if errno != EINTR {
                    return errno
                }
            }
            return nil
        }
    }

    /// Waits until a descriptor that does not block takes more.
    private static func wait(for descriptor: Int32) {
        var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wish, 1, -1)
    }
}
