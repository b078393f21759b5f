import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Trial {
    /// The exit codes documented in README, without those for a wrong command line and errors of the machine.
    static let codesOfBooks: Set<Int32> = [0, 1, 3, 5, 6]

    /// Calls the program and expects that it exits soon, with one of some codes.
    @discardableResult
    func call(
        _ line: String,
        within seconds: Double = 60,
        codes: Set<Int32> = codesOfBooks,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Desk.Outcome {
        note(line)
        let call = try desk.start(line.split(separator: " ").map(String.init))
        return try end(of: call, line, within: seconds, codes: codes, sourceLocation: sourceLocation)
    }

    /// Waits for a call and expects that it exits soon, with one of some codes.
    @discardableResult
    func end(
        of call: Desk.Call,
        _ line: String,
        within seconds: Double = 60,
        codes: Set<Int32>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Desk.Outcome {
        if !call.ends(within: seconds) {
            expect(false, "'\(line)' goes on for more than \(seconds) s", sourceLocation: sourceLocation)
            call.send(SIGKILL)
            return try call.outcome()
        }
        let outcome = try call.outcome()
        let told = "'\(line)' ended with \(outcome)"
        expect(outcome.signal == nil && codes.contains(outcome.code), told, sourceLocation: sourceLocation)
        return outcome
    }

    /// Ends a call by a signal after a random time.
    @discardableResult
    func stop(_ call: Desk.Call, _ line: String, by signal: Int32, after seconds: Double) throws -> Desk.Outcome {
        chance.pause(upTo: seconds)
        note("\(line), ended by signal \(signal)")
        call.send(signal)
        guard signal != SIGKILL else { return try call.outcome() }
        return try end(of: call, line, codes: [0, 3, 130])
    }
}
