import ArgumentParser
import Foundation

/// Why a command ends with another exit code than 0.
enum Failure: Error {
    /// A verdict differs from the expected one.
    case surprise(String)
    /// Something is out of date, or a number of the prose is wrong.
    case stale(String)
    /// `--frozen`, and a run is missing.
    case frozen(String)
    /// The book has faults; the text tells them all.
    case faulty(String, count: Int)
    /// A directive of the book has no result, though all could be read.
    case broken(String)
    /// A query on the command line fails; the text tells where.
    case faultyQuery(String)
    /// The command line asks for what there is not: a sentence.
    case usage(String)
    /// An experiment could not be carried out.
    case experiment(String)
    /// The user stopped the work.
    case interrupted(String)

    /// The exit code.
    var code: Int32 {
        switch self {
        case .surprise: 1
        case .stale: 3
        case .frozen: 4
        case .faulty, .broken: 5
        case .usage, .faultyQuery: 2
        case .experiment: 6
        case .interrupted: 130
        }
    }

    /// What to tell the user.
    var text: String {
        switch self {
        case .surprise(let text), .stale(let text), .frozen(let text), .broken(let text), .experiment(let text),
            .interrupted(let text), .faultyQuery(let text):
            text
        case .usage(let text): "error: " + text
        case .faulty(let text, let count):
            text.hasPrefix("[") || text.hasPrefix("::")
                ? text : text + "\n\n\(count.counted("fault")); nothing was run"
        }
    }

    /// The exit code for faults of the machine: disk, database, missing packages.
    static let machine: Int32 = 7

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
