import Foundation
import Reports
import Synchronization

/// Shows progress: one line that is updated on a terminal, otherwise a line from time to time.
final class ProgressDisplay: Sendable {
    private let lastShown = Mutex<Stopwatch?>(nil)

    func show(_ progress: Runner.Progress) {
        lastShown.withLock { lastShown in
            let pause = Console.isTerminal ? 0.1 : 5
            let isLast = progress.done == progress.total && progress.analysed == progress.analyses
            guard isLast || lastShown.map({ $0.seconds >= pause }) ?? true else { return }
            lastShown = Stopwatch()
            let text = Self.text(progress)
            if Console.isTerminal { Console.status(text) } else { Console.note(text) }
        }
    }

    /// Ends the current line, so that further output begins a new one.
    func finish() {
        lastShown.withLock { lastShown in
            if Console.isTerminal, lastShown != nil { Console.note("") }
            lastShown = nil
        }
    }

    private static func text(_ progress: Runner.Progress) -> String {
        if progress.awaited > 0 {
            let awaited = progress.awaited.counted("run")
            return "\(progress.done)/\(progress.total) runs · waiting for \(awaited) that another build makes"
        }
        guard progress.done < progress.total || progress.analysed == 0 else {
            return "\(progress.analysed)/\(progress.analyses) traces analysed · \(progress.latest)"
        }
        let rest = progress.remaining.map { " · \(duration($0)) left" } ?? ""
        return "\(progress.done)/\(progress.total) runs · \(progress.latest) · \(speed(progress)) steps/s\(rest)"
    }

    /// Steps per second, with a prefix that leaves one to three digits.
    private static func speed(_ progress: Runner.Progress) -> String {
        let rate = Double(progress.steps) / max(progress.seconds, 1e-9)
        switch rate {
        case 1e6...: return String(format: "%.1f M", rate / 1e6)
        case 1e4...: return String(format: "%.0f k", rate / 1e3)
        case 1e3...: return String(format: "%.1f k", rate / 1e3)
        default: return String(format: rate < 10 ? "%.1f" : "%.0f", rate)
        }
    }

    private static func duration(_ seconds: Double) -> String {
        seconds < 100
            ? String(format: "%.0f s", seconds.rounded(.up)) : String(format: "%.0f min", (seconds / 60).rounded(.up))
    }
}
