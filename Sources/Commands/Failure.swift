import Diagnostics
import Foundation

/// Why a command ends with another exit code than 0.
struct Failure: Error {
    /// The exit codes; where several apply the greatest is the command's, since it says what must be mended first.
    enum Code: Int32, Comparable {
        /// A verdict differs from the expected one.
        case surprise = 1
        /// The command line asks for what there is not.
        case usage = 2
        /// Something is out of date, or a number of the prose is wrong.
        case stale = 3
        /// `--frozen`, and a run is missing.
        case frozen = 4
        /// The book has faults.
        case faulty = 5
        /// An experiment could not be carried out.
        case experiment = 6
        /// Disk, database, missing packages.
        case machine = 7
        /// The user stopped the work.
        case interrupted = 130

        static func < (left: Code, right: Code) -> Bool { left.rawValue < right.rawValue }
    }

    let code: Code
    /// What is told with places.
    var diagnostics: [Diagnostic] = []
    /// What is told besides; empty when the diagnostics say all.
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

    /// One failure of several findings, each with the code that it leads to by itself and its name for the last sentence;
    /// nil when nothing was found.
    static func all(_ findings: [(code: Code, noun: String, diagnostics: [Diagnostic])]) -> Failure? {
        let found = findings.filter { !$0.diagnostics.isEmpty }.sorted { $0.code > $1.code }
        guard let code = found.first?.code else { return nil }
        let counts = found.map { $0.diagnostics.count.counted($0.noun) }.joined(separator: ", ")
        return Failure(code, Faults(found.flatMap(\.diagnostics)).diagnostics, "ends with \(code.rawValue): \(counts)")
    }

    /// What the machine could not do, in one sentence: the system's own words with the file they are about.
    static func sentence(of error: any Error) -> String {
        // Only the system's own errors are spoken for; ours describe themselves, which they no longer do once they are cast.
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

extension Int {
    /// The number with its noun, such as `1 run` and `2 runs`.
    func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
