import Dispatch
import Foundation

/// Notices Ctrl-C and a polite kill, so that the archive is left in order; a second one ends the program at once.
final class Interruption: @unchecked Sendable {
    /// The process has one, made when it first has something to leave in order.
    static let shared = Interruption()

    private var sources: [any DispatchSourceSignal] = []
    private let flag = Flag()

    private final class Flag: @unchecked Sendable {
        private let lock = NSLock()
        private var raised = false
        var isRaised: Bool { lock.withLock { raised } }
        func raise() { lock.withLock { raised = true } }
    }

    private init() {
        let flag = flag
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                // The archive is whole at any moment, so that whoever is in a hurry loses only its checksum.
                signal(number, SIG_DFL)
                flag.raise()
                Console.note("\nstopping; runs in flight are given up, stored ones stay")
            }
            source.resume()
            return source
        }
    }

    var isRequested: Bool { flag.isRaised }
}
