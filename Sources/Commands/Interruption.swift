import Dispatch
import Foundation
import Programs
import Synchronization

/// Notices Ctrl-C and SIGTERM, so that the archive can be closed properly; a later signal ends the program at once.
final class Interruption: @unchecked Sendable {
    /// The process's only instance, created when there is first something to close properly.
    static let shared = Interruption()

    private var sources: [any DispatchSourceSignal] = []
    private let flag = Flag()

    private final class Flag: Sendable {
        private let raised = Mutex<ContinuousClock.Instant?>(nil)
        var isRaised: Bool { raised.withLock { $0 != nil } }

        /// Notes a signal; returns the time since the first one, nil if this is the first.
        func raise() -> Duration? {
            raised.withLock { raised in
                let age = raised.map { $0.duration(to: .now) }
                raised = raised ?? .now
                return age
            }
        }
    }

    /// A program may be stopped by two signals at once, one to the process and one to its group; both count as one.
    private static let repeats = Duration.seconds(1)

    private init() {
        let flag = flag
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                guard let age = flag.raise() else {
                    return Console.note("\nstopping; runs in flight are given up, stored ones stay")
                }
                // The archive is intact at any moment, so ending at once costs only its checksum file.
                guard age > Self.repeats else { return }
                ProgramGroups.endAll()
                _exit(Failure.Code.interrupted.rawValue)
            }
            source.resume()
            return source
        }
    }

    var isRequested: Bool { flag.isRaised }
}
