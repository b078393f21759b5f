import Diagnostics
import Experiments
import Foundation
import Reports
import Storage

/// The reason why a command ends with an exit code other than 0.
struct Failure: Error {
    /// The exit codes.
    ///
    /// If several apply, the greatest is used, since it says what must be corrected first.
    enum Code: Int32, Comparable {
        /// A verdict differs from the expected one.
        case surprise = 1
        /// The command line asks for something that does not exist.
        case usage = 2
        /// Something is out of date, or a checked number is wrong.
        case stale = 3
        /// A run is missing with `--frozen`.
        case frozen = 4
        /// The book has faults.
        case faulty = 5
        /// An experiment failed.
        case experiment = 6
        /// An error of disk or database, or a missing package.
        case machine = 7
        /// The user interrupted the work.
        case interrupted = 130

        static func < (left: Code, right: Code) -> Bool { left.rawValue < right.rawValue }
    }

    let code: Code
    /// The diagnostics, which have places.
    var diagnostics: [Diagnostic] = []
    /// A further sentence; empty when the diagnostics say everything.
    var sentence = ""

    init(_ code: Code, _ diagnostics: [Diagnostic], _ sentence: String = "") {
        self.code = code
        self.diagnostics = diagnostics
        self.sentence = sentence
    }

    private init(_ code: Code, _ sentence: String) { self.init(code, [], sentence) }

    static func surprise(_ sentence: String) -> Failure { Failure(.surprise, sentence) }
    static func stale(_ sentence: String) -> Failure { Failure(.stale, sentence) }
    static func frozen(_ sentence: String) -> Failure { Failure(.frozen, sentence) }
    static func experiment(_ sentence: String) -> Failure { Failure(.experiment, sentence) }
    static func interrupted(_ sentence: String) -> Failure { Failure(.interrupted, sentence) }
    static func usage(_ sentence: String) -> Failure { Failure(.usage, "error: " + sentence) }
    static func machine(_ sentence: String) -> Failure { Failure(.machine, "error: " + sentence) }

    // MARK: - Flaws

    /// One failure for all problems of a book; nil when there are none.
    init?(_ flaws: Flaws) {
        let kinds: [(code: Code, noun: String, diagnostics: [Diagnostic])] = [
            (.experiment, "failed experiment", flaws.experiments),
            (.faulty, "failed directive", flaws.directives),
            (.stale, "wrong number", flaws.numbers),
            (.stale, "outdated result", flaws.outdated),
            (.surprise, "unexpected verdict", flaws.surprises),
        ]
        let found = kinds.filter { !$0.diagnostics.isEmpty }
        guard let code = found.map(\.code).max() else { return nil }
        let counts = found.map { $0.diagnostics.count.counted($0.noun) }.joined(separator: ", ")
        self.init(code, Faults(found.flatMap(\.diagnostics)).diagnostics, "ends with \(code.rawValue): \(counts)")
    }

    // MARK: - Errors

    /// Gives an error its text and exit code; no other place does so.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let stop as Build.Stop: self.init(stop)
        case let faults as Faults: self.init(.faulty, faults.diagnostics)
        case let fault as QueryFault:
            self.init(.faulty, "error: a query of the book fails: \(fault.description)")
        case ArchiveError.missing(let path):
            self = .stale("nothing is stored yet: there is no archive at \(path); run 'spikebook build'")
        case ArchiveError.cancelled: self = .interrupted("interrupted; what was stored stays")
        case is ArchiveError, is ForeignFile: self = .machine("\(error)")
        default: self = .machine(Self.sentence(of: error))
        }
    }

    private init(_ stop: Build.Stop) {
        switch stop {
        case .faulty(let faults): self = .unsound(faults)
        case .frozen(let missing): self = .frozen(Self.sentence(onMissing: missing))
        case .interrupted(let made, let all):
            self = .interrupted(
                "interrupted: \(made) of \(all.counted("run")) made and stored; build again to go on"
            )
        case .runsChanged:
            self = .stale(
                "another process removed or replaced runs while the pages were drawn: run 'spikebook build' again"
            )
        }
    }

    /// The failure of a faulty book, for which nothing is run.
    static func unsound(_ faults: [Diagnostic]) -> Failure {
        let count = faults.count { $0.severity == .error }
        return Failure(.faulty, faults, "\(count.counted("fault")); nothing was run")
    }

    private static func sentence(onMissing jobs: [Runner.Job]) -> String {
        let runs = jobs.filter { !$0.isStored }
        guard !runs.isEmpty else {
            let analyses = jobs.count == 1 ? "1 run is not analysed" : "\(jobs.count) runs are not analysed"
            return "\(analyses), and --frozen analyses nothing:\n\(list(of: jobs))"
        }
        let missing = runs.count == 1 ? "1 run is missing" : "\(runs.count) runs are missing"
        return "\(missing), and --frozen runs nothing:\n\(list(of: runs))"
    }

    private static func list(of jobs: [Runner.Job]) -> String {
        let lines = jobs.prefix(20).map { "  \($0.request.key.text.prefix(12))  \($0.request.experiment)" }
        return lines.joined(separator: "\n") + (jobs.count > 20 ? "\n  and \(jobs.count - 20) more" : "")
    }

    /// A system error in one sentence: the system's own text with the file.
    private static func sentence(of error: any Error) -> String {
        // Only the system's errors get a text here. Our own describe themselves, but lose their description in the
        // cast to NSError.
        let own = error
        let error = error as NSError
        guard error.domain == NSCocoaErrorDomain || error.domain == NSPOSIXErrorDomain else { return "\(own)" }
        let reason = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? error
        let words =
            reason.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(reason.code))).lowercased() : reason.localizedDescription
        let path = (error.userInfo[NSFilePathErrorKey] as? String) ?? (error.userInfo[NSURLErrorKey] as? URL)?.path
        return path.map { "the file or folder \($0) cannot be used: \(words)" } ?? words
    }
}
