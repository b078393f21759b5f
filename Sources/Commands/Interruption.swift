import Dispatch
import Foundation
import Programs
import Synchronization

/// Notices Ctrl-C and a polite kill, so that the archive is left in order; a later one ends the program at once.
final class Interruption: @unchecked Sendable {
    /// The process has one, made when it first has something to leave in order.
    static let shared = Interruption()

    private var sources: [any DispatchSourceSignal] = []
    private let flag = Flag()

    private final class Flag: Sendable {
        private let raised = Mutex<ContinuousClock.Instant?>(nil)
        var isRaised: Bool { raised.withLock { $0 != nil } }

        /// Raises it; gives for how long it has been raised, nil when it was not.
        func raise() -> Duration? {
            raised.withLock { raised in
                let age = raised.map { $0.duration(to: .now) }
                raised = raised ?? .now
                return age
            }
        }
    }

    /// Who stops a program may do so by two signals, one to the process and one to its group.
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
                // The archive is whole at any moment, so that whoever is in a hurry loses only its checksum.
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
