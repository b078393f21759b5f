import Foundation
import Synchronization

/// Writes results to standard output, and everything about the work to standard error.
///
/// Nothing else writes to them. A failed write never stops the work: lost notes are ignored, and lost results are
/// reported at the end through ``loss``.
enum Console {
    /// Whether standard error is shown to a user.
    static let isTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["CI"] == nil

    private static let state = State()

    /// The state shared by the threads that write: whether any result was lost, and whether notes are suppressed.
    private final class State: Sendable {
        private let reason = Mutex<Int32?>(nil)
        private let quiet = Mutex(false)

        var isQuiet: Bool {
            get { quiet.withLock { $0 } }
            set { quiet.withLock { $0 = newValue } }
        }

        /// The system's error code if a result could not be written; nil otherwise.
        var loss: Int32? { reason.withLock { $0 } }

        func write(_ text: String, to descriptor: Int32) {
            reason.withLock { reason in
                let failure = Console.write(text, to: descriptor)
                if descriptor == STDOUT_FILENO { reason = reason ?? failure }
            }
        }
    }

    /// Ignores SIGPIPE and SIGXFSZ.
    ///
    /// Then a closed reader or a limit on file size shows as a failed write, which is handled where it matters.
    static func prepare() { for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) } }

    /// Whether notes are suppressed, so that standard error contains only the final document.
    static var isQuiet: Bool {
        get { state.isQuiet }
        set { state.isQuiet = newValue }
    }

    /// Prints a line about the work.
    static func note(_ text: String) { if !isQuiet { document(text) } }

    /// Prints a line that the next one overwrites; for terminals only.
    static func status(_ text: String) {
        if !isQuiet { state.write("\r\u{1B}[2K" + text.printable, to: STDERR_FILENO) }
    }

    /// Prints to standard error even if notes are suppressed.
    static func document(_ text: String) { state.write(text.printable + "\n", to: STDERR_FILENO) }

    /// Prints a result.
    static func print(_ text: String) { state.write(text.printable + "\n", to: STDOUT_FILENO) }

    /// Prints a result for programs byte by byte, or like any other result if standard output is a terminal.
    static func hand(over text: String) {
        state.write((isatty(STDOUT_FILENO) == 1 ? text.printable : text) + "\n", to: STDOUT_FILENO)
    }

    /// Why results could not be written, in one sentence; nil when all were written, or when their reader closed the
    /// pipe.
    static var loss: String? {
        guard let reason = state.loss, reason != EPIPE else { return nil }
        return "the standard output cannot be written: \(String(cString: strerror(reason)).lowercased())"
    }

    /// Writes all of a text; returns the system's error code when that fails.
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

    /// Waits until a non-blocking descriptor accepts more.
    private static func wait(for descriptor: Int32) {
        var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wish, 1, -1)
    }
}
